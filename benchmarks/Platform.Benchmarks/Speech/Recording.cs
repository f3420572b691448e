using Platform.Media.Pcm;
using Platform.Speech;

namespace Platform.Benchmarks.Speech;

/// <summary>Keeps what an engine speaks and brings it to the recognisers' rate, by straight lines between samples.</summary>
internal sealed class Recording : IPcmSink
{
    private readonly List<float> _samples = [];
    private int _rate;

    public void Start(PcmFormat format) => _rate = format.SampleRate;

    public void Write(ReadOnlySpan<float> interleaved) => _samples.AddRange(interleaved);

    public float[] ToSamples()
    {
        var step = (double)_rate / SpeechAudio.SampleRate;
        var result = new float[(int)(_samples.Count / step)];
        for (var i = 0; i < result.Length; i++)
        {
            var (at, part) = ((int)(i * step), (float)(i * step % 1));
            result[i] = (_samples[at] * (1 - part)) + (_samples[Math.Min(at + 1, _samples.Count - 1)] * part);
        }

        return result;
    }
}
