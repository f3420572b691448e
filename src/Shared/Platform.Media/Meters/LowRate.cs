namespace Platform.Media.Meters;

/// <summary>
/// One channel of about 11 kHz out of two of any rate: enough for what repeats and hums, at a quarter of the work. The
/// channels weigh differently, so that two in anti-phase do not cancel out.
/// </summary>
internal sealed class LowRate
{
    private const double Aim = 11_025;
    private const float RightWeight = 0.6f;
    private readonly int _factor;
    private readonly float[] _out;
    private float _sum;
    private int _count;

    public LowRate(int sampleRate, int longestBlock)
    {
        _factor = Math.Max(1, (int)Math.Round(sampleRate / Aim));
        Rate = (double)sampleRate / _factor;
        _out = new float[(longestBlock / _factor) + 2];
    }

    /// <summary>Samples per second of what comes out.</summary>
    public double Rate { get; }

    /// <summary>The mean of every few samples; valid until the next call.</summary>
    public ReadOnlySpan<float> Reduce(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var made = 0;
        var scale = 1 / (_factor * (1 + RightWeight));
        right = right[..left.Length];
        var (sum, count) = (_sum, _count);
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] + (right[i] * RightWeight);
            if (++count < _factor) continue;
            _out[made++] = sum * scale;
            (sum, count) = (0, 0);
        }

        (_sum, _count) = (sum, count);
        return _out.AsSpan(0, made);
    }
}
