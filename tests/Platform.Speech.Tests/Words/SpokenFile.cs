using System.Text;
using Platform.Media.Pcm;

namespace Platform.Speech.Tests.Words;

/// <summary>Keeps what an engine speaks, and gives it as audio to listen to.</summary>
internal sealed class SpokenFile : IPcmSink
{
    private readonly List<float> _samples = [];

    public PcmFormat Format { get; private set; }

    public double Seconds => (double)_samples.Count / Format.SampleRate;

    public void Start(PcmFormat format)
    {
        if (_samples.Count == 0) Format = format;
        else Assert.Equal(Format, format);
    }

    public void Write(ReadOnlySpan<float> interleaved) => _samples.AddRange(interleaved);

    /// <summary>At the recognisers' rate.</summary>
    public float[] ToSamples()
    {
        if (Format.SampleRate == SpeechAudio.SampleRate) return [.. _samples];
        var ratio = (double)Format.SampleRate / SpeechAudio.SampleRate;
        var result = new float[(int)(_samples.Count / ratio)];
        for (var i = 0; i < result.Length; i++)
        {
            // Linear, after a mean over the step: enough for a speaking program.
            var at = i * ratio;
            var (low, part) = ((int)at, at - Math.Floor(at));
            var next = Math.Min(low + 1, _samples.Count - 1);
            result[i] = (float)((_samples[low] * (1 - part)) + (_samples[next] * part));
        }

        return result;
    }

    public static async Task<SpokenFile> SpeakAsync(ITextToSpeech engine, SpeakRequest request)
    {
        var file = new SpokenFile();
        var spoken = await engine.SpeakAsync(request, file, CancellationToken.None);
        Assert.True(spoken.Ok, spoken.Error?.Message);
        Assert.Equal(file.Seconds, spoken.Value.TotalSeconds, 3);
        return file;
    }
}

/// <summary>Word error rate.</summary>
internal static class Wer
{
    /// <summary>Substitutions, insertions and deletions over the words of the reference.</summary>
    public static double Of(string reference, string heard)
    {
        var (r, h) = (Tokens(reference), Tokens(heard));
        var row = Enumerable.Range(0, h.Length + 1).ToArray();
        for (var i = 1; i <= r.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= h.Length; j++)
            {
                var best = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (r[i - 1] == h[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return (double)row[^1] / r.Length;
    }

    private static string[] Tokens(string text)
    {
        var bare = new StringBuilder();
        foreach (var c in text.ToLowerInvariant()) bare.Append(char.IsLetterOrDigit(c) || c == '\'' ? c : ' ');
        return bare.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
