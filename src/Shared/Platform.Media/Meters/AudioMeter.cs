using System.Numerics.Tensors;
using Platform.Media.Pcm;

namespace Platform.Media.Meters;

/// <summary>
/// Measures audio as it flows by, in constant memory: what repeats and hums is looked for in the beginning. The result does not depend on how
/// the audio was cut into calls of <see cref="Write"/>. One meter measures one piece of audio.
/// </summary>
public sealed class AudioMeter(AudioMeterOptions? options = null) : IPcmSink
{
    private const int BlocksPerSecond = 10;

    // Magnitudes beyond this come from broken decoders and would overflow the sums of squares.
    private const float LargestPlausible = 1024;

    // Below this RMS nothing can be said about how the channels relate.
    private static readonly double InaudiblePower = Math.Pow(10, -60.0 / 10);

    private readonly AudioMeterOptions _options = options ?? new AudioMeterOptions();
    private PcmFormat _format;
    private float[] _left = [];
    private float[] _right = [];
    private ChannelMeter[] _channels = [];
    private readonly StereoMeter _stereo = new();
    private MixMeter? _mix;
    private LoudnessMeter? _loudness;
    private SilenceDetector? _silence;
    private LowRate? _lowRate;
    private RepetitionMeter? _repetition;
    private HumMeter? _hum;
    private int _filled;
    private long _blocks;
    private long _frames;
    private bool _finished;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 or 2 channels, or not 8 to 192 kHz (a little slack is left at both ends).</exception>
    public void Start(PcmFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Channels, 1, nameof(format));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(format.Channels, 2, nameof(format));
        ArgumentOutOfRangeException.ThrowIfLessThan(format.SampleRate, 4_000, nameof(format));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(format.SampleRate, 400_000, nameof(format));
        if (_mix is not null) throw new InvalidOperationException("A meter measures one piece of audio.");

        _format = format;
        var longest = (format.SampleRate / BlocksPerSecond) + 1;
        _left = new float[longest];
        _right = new float[longest];
        _channels = [.. Enumerable.Range(0, format.Channels).Select(_ => new ChannelMeter(format.SampleRate, longest, _options.ClippingLevel))];
        _mix = new MixMeter(format.SampleRate, longest);
        _loudness = new LoudnessMeter(format.SampleRate);
        _silence = new SilenceDetector(_options, format.SampleRate);
        _lowRate = new LowRate(format.SampleRate, longest);
        _repetition = new RepetitionMeter(_lowRate.Rate, _options.RepetitionLength);
        _hum = new HumMeter(_lowRate.Rate, _options.RepetitionLength);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (_mix is null || _finished) throw new InvalidOperationException("The meter is not started, or is finished.");
        var channels = _format.Channels;
        while (interleaved.Length >= channels)
        {
            var block = BlockLength();
            var frames = Math.Min(block - _filled, interleaved.Length / channels);
            Take(interleaved[..(frames * channels)], frames);
            interleaved = interleaved[(frames * channels)..];
            _filled += frames;
            if (_filled == block) Measure(whole: true);
        }
    }

    /// <summary>The result; the meter takes no more audio after this.</summary>
    /// <exception cref="InvalidOperationException">No audio was ever announced by <see cref="Start"/>.</exception>
    public AudioMeasurement Finish()
    {
        if (_mix is null) throw new InvalidOperationException("The meter was never started.");
        if (_filled > 0) Measure(whole: false);
        _finished = true;
        return AudioSummary.Make(_format, _frames, _channels, _stereo, InaudiblePower) with
        {
            Loudness = _loudness!.Finish(),
            Mix = _mix.Finish(),
            Silence = _silence!.Finish(),
            Repetition = _repetition!.Finish(),
            Hum = _hum!.Finish(),
        };
    }

    // Blocks end at the tenths of seconds, also where a tenth is no whole number of samples.
    private int BlockLength()
    {
        var start = _blocks * _format.SampleRate / BlocksPerSecond;
        var end = (_blocks + 1) * _format.SampleRate / BlocksPerSecond;
        return (int)(end - start);
    }

    private void Take(ReadOnlySpan<float> interleaved, int frames)
    {
        var left = _left.AsSpan(_filled, frames);
        var right = _right.AsSpan(_filled, frames);
        if (_format.Channels == 1) interleaved.CopyTo(left);
        else Interleaved.Split(interleaved, left, right);
    }

    private void Measure(bool whole)
    {
        var left = _left.AsSpan(0, _filled);
        var right = _right.AsSpan(0, _filled);
        Clean(left);
        Clean(right);
        var energy = _channels[0].Add(left);
        if (_channels.Length > 1)
        {
            energy = Math.Max(energy, _channels[1].Add(right));
            _stereo.Add(left, right);
        }

        _mix!.Add(left, _channels.Length > 1 ? right : left);
        _silence!.Add(energy / _filled, _filled);
        if (whole) _loudness!.Add(left, right);
        var low = _lowRate!.Reduce(left, _channels.Length > 1 ? right : left);
        _repetition!.Add(low);
        _hum!.Add(low);
        _frames += _filled;
        _blocks++;
        _filled = 0;
    }

    private static void Clean(Span<float> samples)
    {
        if (MathF.Abs(TensorPrimitives.MaxMagnitude<float>(samples)) <= LargestPlausible) return;
        Interleaved.RemoveNonFinite(samples);
        TensorPrimitives.Clamp<float>(samples, -LargestPlausible, LargestPlausible, samples);
    }
}
