using Platform.Media.Pcm;
using Platform.Speech;

namespace Platform.Benchmarks.Speech;

/// <summary>Brings what an engine speaks to the recognisers' rate by ffmpeg, as files come to them: without its low-pass, what lies above 8 kHz would be folded into the speech.</summary>
internal static class Recording
{
    private const int MostBytes = 1 << 28;

    public static WavClip Clip() => new(MostBytes);

    public static async Task<SpeechAudio> ToAudioAsync(this WavClip clip, SpeechAudioFiles files)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, clip.ToFile() ?? []);
            var samples = new List<float>();
            await foreach (var block in files.Open(path).ReadAsync(TimeSpan.Zero, CancellationToken.None)) samples.AddRange(block.Span);
            return SpeechAudio.FromSamples(samples.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
