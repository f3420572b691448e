using Platform.Media.Pcm;

namespace Platform.Speech.Trying;

/// <summary>Keeps what is spoken, for a few seconds of it.</summary>
internal sealed class SampleSink : IPcmSink
{
    private const int Most = 60 * 48_000;
    private readonly List<float> _samples = [];

    public PcmFormat Format { get; private set; }

    public void Start(PcmFormat format) => Format = format;

    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (_samples.Count < Most) _samples.AddRange(interleaved);
    }

    /// <summary>At the recognisers' rate, mono, between two silences of a second.</summary>
    public float[] Padded()
    {
        // Straight lines between samples: what is above 8 kHz in spoken tests is little.
        var step = (double)Format.SampleRate * Format.Channels / SpeechAudio.SampleRate;
        var spoken = new float[(int)(_samples.Count / step)];
        for (var i = 0; i < spoken.Length; i++)
        {
            var (at, part) = ((int)(i * step), (float)((i * step) % 1));
            spoken[i] = (_samples[at] * (1 - part)) + (_samples[Math.Min(at + 1, _samples.Count - 1)] * part);
        }

        return [.. new float[SpeechAudio.SampleRate], .. spoken, .. new float[SpeechAudio.SampleRate]];
    }
}
