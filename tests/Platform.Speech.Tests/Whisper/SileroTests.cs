using Platform.Testing.Audio;
using Xunit.Abstractions;

namespace Platform.Speech.Tests.Whisper;

/// <summary>Silero's network by whisper.cpp's real native code, on a generated model of true format.</summary>
public sealed class SileroTests(ITestOutputHelper output)
{
    private const string Name = "silero-generated";

    [Fact]
    public async Task Speech_is_told_from_a_sound_that_is_as_loud()
    {
        await using var floor = new Floor();
        GeneratedSileroModel.Write(Model(floor));
        var state = await floor.Silero.InspectAsync(CancellationToken.None);
        Assert.True(state.Ready, state.Detail);
        Assert.Contains(Name, state.Detail, StringComparison.Ordinal);

        // A voice from 1 s to 3 s, a whistle from 5 s to 7 s.
        var regions = await RegionsAsync(floor);
        foreach (var found in regions) output.WriteLine($"{found.Start.TotalSeconds:0.00} to {found.End.TotalSeconds:0.00} s");
        var region = Assert.Single(regions);
        Assert.Equal((1.0, 3.0), (region.Start.TotalSeconds, region.End.TotalSeconds), new Near(0.3));
    }

    [Fact]
    public async Task Only_what_is_speech_is_given_to_the_engine()
    {
        await using var floor = new Floor();
        GeneratedSileroModel.Write(Model(floor));
        GeneratedWhisperModel.Write(Path.Combine(floor.Models.FullPath, "ggml-recite.bin"), [(0, 2, "good morning")]);
        TranscriptionSummary? summary = null;
        var said = new List<TranscriptSegment>();
        await foreach (var happened in floor.Whisper.TranscribeAsync(SpeechAudio.FromSamples(Sound()), new SpeechToTextRequest(), CancellationToken.None))
        {
            if (happened is SpeechEvent.Heard heard) said.Add(heard.Segment);
            summary = (happened as SpeechEvent.Finished)?.Summary ?? summary;
        }

        Assert.Equal("good morning", Assert.Single(said).Text);
        Assert.InRange(said[0].Start.TotalSeconds, 0.5, 1.3);
        Assert.Equal(8, summary!.Audio.TotalSeconds, 1);
        Assert.InRange(summary.Speech.TotalSeconds, 1.8, 2.8);
    }

    [Theory]
    [InlineData("head", 40)]
    [InlineData("half", 400_000)]
    [InlineData("end", -4)]
    [InlineData("corrupt", 0)]
    [InlineData("cells", 0)]
    [InlineData("shape", 0)]
    public async Task A_broken_model_is_a_clear_error_and_the_service_lives(string kind, int length)
    {
        await using var floor = new Floor();
        GeneratedSileroModel.Write(Model(floor), hidden: kind == "cells" ? 64 : 128, kernel: kind == "shape" ? 5 : 3);
        var bytes = await File.ReadAllBytesAsync(Model(floor));
        if (length != 0) bytes = length > 0 ? bytes[..length] : bytes[..^-length];
        if (kind == "corrupt") bytes.AsSpan(bytes.AsSpan().IndexOf("_model.encoder.1"u8) - 24, 200).Fill(0x7F);
        await File.WriteAllBytesAsync(Model(floor), bytes);
        var error = (await Assert.ThrowsAsync<SpeechException>(() => RegionsAsync(floor))).Error;
        output.WriteLine($"{error.Code}: {error.Message}");
        Assert.Contains(error.Code, new[] { "speech.model_invalid", "speech.engine_crashed" });

        // What is cut off is found out before the library would read what is not there; what does not fit together, the library finds.
        if (kind is not ("cells" or "shape")) Assert.Equal("speech.model_invalid", error.Code);
        Assert.Contains(Name, error.Message, StringComparison.Ordinal);

        File.Delete(Model(floor));
        GeneratedSileroModel.Write(Model(floor));
        Assert.Single(await RegionsAsync(floor));
    }

    private static string Model(Floor floor) => Path.Combine(floor.Models.FullPath, $"ggml-{Name}.bin");

    private static async Task<List<SpeechRegion>> RegionsAsync(Floor floor)
    {
        var regions = new List<SpeechRegion>();
        await foreach (var region in floor.Silero.DetectAsync(SpeechAudio.FromSamples(Sound()), new VoiceOptions { SpeechPadMs = 0 }, CancellationToken.None)) regions.Add(region);
        return regions;
    }

    private static float[] Sound() =>
    [
        .. Enumerable.Range(0, 16_000 * 8).Select(i => (i / 16_000.0) switch
        {
            >= 1 and < 3 => 0.2f * MathF.Sin(2 * MathF.PI * 800 * i / 16_000),
            >= 5 and < 7 => 0.2f * MathF.Sin(2 * MathF.PI * 6500 * i / 16_000),
            _ => 0f,
        }),
    ];

    private sealed class Near(double within) : IEqualityComparer<(double A, double B)>
    {
        public bool Equals((double A, double B) x, (double A, double B) y) => Math.Abs(x.A - y.A) <= within && Math.Abs(x.B - y.B) <= within;

        public int GetHashCode((double A, double B) obj) => 0;
    }
}
