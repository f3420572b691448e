using Platform.Kernel.Results;
using Platform.Testing.Audio;

namespace Platform.Speech.Tests.Whisper;

/// <summary>whisper.cpp's real native code on a generated model of true format.</summary>
public sealed class WhisperTests
{
    private static readonly (double, double, string)[] Script = [(0, 2.5, "the morning news begins"), (2.5, 6, "with the weather in the north")];
    private static readonly float[] Tone = [.. Enumerable.Range(0, 16_000 * 8).Select(i => 0.2f * MathF.Sin(i * 0.1f) * MathF.Sin(i * 0.0004f))];

    [Fact]
    public async Task Segments_and_words_come_with_times_and_confidence()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "recite"), Script);
        var transcript = await TranscribeAsync(floor, new SpeechToTextRequest { WordTimes = true, Music = true });

        Assert.True(transcript.Ok, transcript.Error?.Message);
        Assert.Equal(["the morning news begins", "with the weather in the north"], transcript.Value.Segments.Select(s => s.Text));
        Assert.Equal((0.0, 2.5, 6.0), (transcript.Value.Segments[0].Start.TotalSeconds, Math.Round(transcript.Value.Segments[0].End.TotalSeconds, 1), Math.Round(transcript.Value.Segments[1].End.TotalSeconds, 1)));
        var words = transcript.Value.Segments.SelectMany(s => s.Words).ToList();
        Assert.Equal("the morning news begins with the weather in the north".Split(' '), words.Select(w => w.Text));
        Assert.Equal(words.OrderBy(w => w.Start), words);
        Assert.All(words, w => Assert.InRange(w.Confidence!.Value, 0.5, 1));
        Assert.All(transcript.Value.Segments, s => Assert.InRange(s.AverageLogProbability!.Value, -1, 0));
    }

    [Fact]
    public async Task A_multilingual_model_says_which_language_it_heard_and_a_wish_overrules_it()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "german"), [(0, 3, "guten morgen")], "de");
        var detected = await TranscribeAsync(floor, new SpeechToTextRequest());
        Assert.Equal("de", detected.Value.Language);
        Assert.Null((await TranscribeAsync(floor, new SpeechToTextRequest { Language = "fr" })).Value.Language);
        Assert.Equal("speech.language_unknown", (await TranscribeAsync(floor, new SpeechToTextRequest { Language = "xx" })).Error?.Code);
    }

    [Fact]
    public async Task Decoding_options_reach_the_library_whatever_its_layout()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "recite"), Script);
        foreach (var decoding in (DecodingOptions[])
                 [
                     new() { BeamSize = 1, BestOf = 2, Temperature = 0.2, TemperatureIncrement = 0 },
                     new() { BeamSize = 4, Patience = 1.2, LengthPenalty = 0.9, NoSpeechThreshold = 0.5, LogProbabilityThreshold = -1, CompressionRatioThreshold = 2.4, Threads = 1 },
                     new() { SuppressNonSpeech = false, ConditionOnPreviousText = true },
                 ])
        {
            var transcript = await TranscribeAsync(floor, new SpeechToTextRequest { Decoding = decoding, Prompt = "Names: Ada Lovelace.", Music = true });
            Assert.True(transcript.Ok, transcript.Error?.Message);
        }

        Assert.Single(floor.Workers.List());
    }

    [Fact]
    public async Task What_the_library_was_called_with_is_read_back_and_what_it_does_not_use_is_said()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "recite"), Script);
        var decoding = new DecodingOptions { BeamSize = 7, Patience = 1.2, LengthPenalty = 0.98, RepetitionPenalty = 1.05, NoRepeatNgramSize = 2, NoSpeechThreshold = 0.45 };
        SpeechEvent.Applied? applied = null;
        await foreach (var happened in floor.Whisper.TranscribeAsync(SpeechAudio.FromSamples(Tone), new SpeechToTextRequest { Decoding = decoding, Prompt = "Ada", Music = true }, CancellationToken.None)) applied = happened as SpeechEvent.Applied ?? applied;
        Assert.Equal(
            ("7", "1.2", "0.98", "0.45", "Ada", "en", "transcribe"),
            (applied!.Parameters["beam_size"], applied.Parameters["patience"], applied.Parameters["length_penalty"], applied.Parameters["no_speech_threshold"], applied.Parameters["initial_prompt"], applied.Parameters["language"], applied.Parameters["task"]));
        Assert.Equal(["no_repeat_ngram_size", "patience", "repetition_penalty"], applied.Ignored.Keys.Order());
        Assert.DoesNotContain("repetition_penalty", applied.Parameters.Keys);
    }

    [Fact]
    public async Task Cancelling_stops_the_native_code_and_keeps_the_model_loaded()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "recite"), Script);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var happened in floor.Whisper.TranscribeAsync(SpeechAudio.FromSamples(new float[16_000 * 600]), new SpeechToTextRequest { Music = true }, stop.Token))
            {
                if (happened is SpeechEvent.Progress) await stop.CancelAsync();
            }
        });
        Assert.DoesNotContain(floor.Workers.List(), w => w.Working);
    }

    [Theory]
    [InlineData("empty", 0)]
    [InlineData("half", 2_000_000)]
    [InlineData("head", 100)]
    public async Task A_truncated_model_is_a_clear_error_and_the_service_lives(string name, int length)
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "whole"), Script);
        var bytes = await File.ReadAllBytesAsync(Model(floor, "whole"));
        await File.WriteAllBytesAsync(Model(floor, name), bytes[..length]);
        await FailsAsync(floor, name);
    }

    [Fact]
    public async Task A_corrupt_model_is_a_clear_error_and_the_service_lives()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "whole"), Script);
        var bytes = await File.ReadAllBytesAsync(Model(floor, "whole"));
        var tensors = bytes.AsSpan().IndexOf("encoder.positional_embedding"u8);
        bytes.AsSpan(tensors - 20, 4_000).Fill(0x7F);
        await File.WriteAllBytesAsync(Model(floor, "corrupt"), bytes);
        await FailsAsync(floor, "corrupt");
    }

    [Theory]
    [InlineData("zip", "PK\u0003\u0004 and so on and so forth and so on and so forth and more", "begins with 0x504B0304")]
    [InlineData("page", "<!DOCTYPE html><html><body>Not found, as servers say</body></html>", "begins with 0x3C21444F")]
    [InlineData("voice", "lmgg\n\0\0\0silero-16k and what such a file has besides, at length", "ggml file of another kind")]
    public async Task A_file_of_another_kind_is_named_as_such(string name, string content, string reason)
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "whole"), Script);
        await File.WriteAllTextAsync(Model(floor, name), content);
        var result = await TranscribeAsync(floor, new SpeechToTextRequest { Model = name });
        if (name == "voice") Assert.Equal("speech.model_unknown", result.Error?.Code);
        else Assert.Contains(reason, result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_with_the_way_to_get_it()
    {
        await using var floor = new Floor();
        var state = await floor.Whisper.InspectAsync(CancellationToken.None);
        Assert.Equal((false, "No model is installed.", "speech"), (state.Ready, state.Detail, state.FixLink));
        Assert.Equal("speech.engine_missing", (await TranscribeAsync(floor, new SpeechToTextRequest())).Error?.Code);
        Assert.Contains("platform models download tiny", (await TranscribeAsync(floor, new SpeechToTextRequest { Model = "tiny" })).Error!.Message, StringComparison.Ordinal);

        GeneratedWhisperModel.Write(Model(floor, "own.en"), Script);
        Assert.Contains("slower", (await floor.Whisper.InspectAsync(CancellationToken.None)).Note, StringComparison.Ordinal);
        Assert.Equal("speech.not_capable", (await TranscribeAsync(floor, new SpeechToTextRequest { Language = "et" })).Error?.Code);
        floor.WhisperOptions.CurrentValue.LibraryPath = "/nowhere";
        Assert.Contains("/nowhere", (await floor.Whisper.InspectAsync(CancellationToken.None)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_is_none_is_an_error_and_the_service_lives()
    {
        await using var floor = new Floor();
        GeneratedWhisperModel.Write(Model(floor, "recite"), Script);
        var library = Path.Combine(floor.Data, "libwhisper.so");
        await File.WriteAllTextAsync(library, "not a library");
        floor.WhisperOptions.CurrentValue.LibraryPath = library;
        Assert.Equal("speech.library_invalid", (await TranscribeAsync(floor, new SpeechToTextRequest())).Error?.Code);

        floor.WhisperOptions.CurrentValue.LibraryPath = "/usr/lib/x86_64-linux-gnu/libpocketsphinx.so.3";
        var other = await TranscribeAsync(floor, new SpeechToTextRequest());
        Assert.Equal("speech.library_invalid", other.Error?.Code);
        Assert.Contains("whisper_", other.Error!.Message, StringComparison.Ordinal);
    }

    private static async Task FailsAsync(Floor floor, string name)
    {
        var failed = await TranscribeAsync(floor, new SpeechToTextRequest { Model = name });
        Assert.Contains(failed.Error?.Code, new[] { "speech.model_invalid", "speech.engine_crashed" });
        Assert.Contains(name, failed.Error!.Message, StringComparison.Ordinal);
        var after = await TranscribeAsync(floor, new SpeechToTextRequest { Model = "whole", Music = true });
        Assert.True(after.Ok, after.Error?.Message);
        Assert.NotEmpty(after.Value.Segments);
    }

    private static string Model(Floor floor, string name) => Path.Combine(floor.Models.FullPath, $"ggml-{name}.bin");

    private static Task<Result<Transcript>> TranscribeAsync(Floor floor, SpeechToTextRequest request) =>
        floor.Whisper.TranscribeAsync(SpeechAudio.FromSamples(Tone), request, CancellationToken.None).CollectAsync(CancellationToken.None);
}
