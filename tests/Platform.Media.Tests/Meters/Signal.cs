using Platform.Media.Meters;
using Platform.Media.Pcm;

namespace Platform.Media.Tests.Meters;

/// <summary>Generated test signals, stereo interleaved unless said otherwise.</summary>
internal static class Signal
{
    /// <summary>A sine on both channels.</summary>
    /// <param name="seconds">Length.</param>
    /// <param name="decibels">Peak level in dBFS.</param>
    /// <param name="frequency">In Hz.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="phase">Of the first sample, in degrees.</param>
    public static float[] Sine(double seconds, double decibels, double frequency = 1000, int sampleRate = 48_000, double phase = 0)
    {
        var amplitude = Math.Pow(10, decibels / 20);
        return Stereo(seconds, sampleRate, i =>
        {
            var x = (float)(amplitude * Math.Sin((2 * Math.PI * frequency * i / sampleRate) + (phase * Math.PI / 180)));
            return (x, x);
        });
    }

    public static float[] Silence(double seconds, int sampleRate = 48_000) => new float[2 * (int)Math.Round(seconds * sampleRate)];

    /// <summary>Reproducible white noise, the two channels unrelated.</summary>
    public static float[] Noise(double seconds, double decibels, int seed = 1, int sampleRate = 48_000)
    {
        var random = new Random(seed);
        var amplitude = Math.Pow(10, decibels / 20);
        return Stereo(seconds, sampleRate, _ => ((float)(amplitude * ((2 * random.NextDouble()) - 1)), (float)(amplitude * ((2 * random.NextDouble()) - 1))));
    }

    public static float[] Stereo(double seconds, int sampleRate, Func<int, (float Left, float Right)> at)
    {
        var frames = (int)Math.Round(seconds * sampleRate);
        var samples = new float[2 * frames];
        for (var i = 0; i < frames; i++) (samples[2 * i], samples[(2 * i) + 1]) = at(i);
        return samples;
    }

    public static float[] Map(this float[] stereo, Func<float, float, (float Left, float Right)> map)
    {
        var result = new float[stereo.Length];
        for (var i = 0; i + 1 < stereo.Length; i += 2) (result[i], result[i + 1]) = map(stereo[i], stereo[i + 1]);
        return result;
    }

    public static AudioMeasurement Measure(this float[] samples, int sampleRate = 48_000, int channels = 2, AudioMeterOptions? options = null)
    {
        var meter = new AudioMeter(options);
        meter.Start(new PcmFormat(sampleRate, channels));
        meter.Write(samples);
        return meter.Finish();
    }
}
