using Platform.Testing.Audio;

namespace Platform.Speech.Tests.Audio;

/// <summary>Real files through real ffmpeg.</summary>
public sealed class FileTests
{
    [Fact]
    public async Task Any_file_comes_as_mono_at_the_recognisers_rate_from_any_moment()
    {
        await using var floor = new Floor();
        var path = Path.Combine(Path.GetTempPath(), $"platform-test-{Guid.NewGuid():n}.mp3");
        await File.WriteAllBytesAsync(path, await TestAudio.BytesAsync(AudioVariant.Programme, AudioEncoding.Mp3));
        try
        {
            var audio = floor.Files.Open(path);
            var whole = await CountAsync(audio, TimeSpan.Zero);
            Assert.InRange(whole, 16_000 * 5, 16_000 * 600);
            Assert.InRange(await CountAsync(audio, TimeSpan.FromSeconds(3)), whole - (16_000 * 3) - 2_000, whole - (16_000 * 3) + 2_000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task What_is_no_audio_is_an_error_of_the_transcription()
    {
        await using var floor = new Floor();
        var path = Path.Combine(Path.GetTempPath(), $"platform-test-{Guid.NewGuid():n}.mp3");
        await File.WriteAllTextAsync(path, "This is no audio.");
        try
        {
            var result = await floor.PocketSphinx.TranscribeAsync(floor.Files.Open(path), new SpeechToTextRequest(), CancellationToken.None).CollectAsync(CancellationToken.None);
            Assert.Equal("speech.audio_unreadable", result.Error?.Code);
            Assert.StartsWith("The audio cannot be read: ffmpeg", result.Error!.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<long> CountAsync(SpeechAudio audio, TimeSpan from)
    {
        var count = 0L;
        await foreach (var block in audio.ReadAsync(from, CancellationToken.None)) count += block.Length;
        return count;
    }
}
