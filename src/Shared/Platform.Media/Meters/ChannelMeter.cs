using System.Numerics.Tensors;

namespace Platform.Media.Meters;

/// <summary>Level, peaks, DC and clipping of one channel.</summary>
internal sealed class ChannelMeter(int sampleRate, int longestBlock, float clippingLevel)
{
    private readonly TruePeakMeter _truePeak = new(sampleRate, longestBlock);
    private readonly ClippingMeter _clipping = new(clippingLevel);
    private double _sum;
    private long _frames;
    private float _peak;

    /// <summary>Sum of the squares of all samples.</summary>
    public double Energy { get; private set; }

    public long ClippedSamples => _clipping.Count;

    public int LongestClippedRun => _clipping.LongestRun;

    public int ClippedRuns => _clipping.Runs;

    public float SamplePeak => _peak;

    public float TruePeak => _truePeak.Peak;

    /// <returns>Sum of the squares of the block.</returns>
    public double Add(ReadOnlySpan<float> block)
    {
        var peak = MathF.Abs(TensorPrimitives.MaxMagnitude(block));
        var energy = (double)TensorPrimitives.SumOfSquares(block);
        _sum += TensorPrimitives.Sum(block);
        _frames += block.Length;
        _peak = Math.Max(_peak, peak);
        Energy += energy;
        _clipping.Add(block, peak);
        _truePeak.Add(block);
        return energy;
    }

    public ChannelMeasurement Finish(bool isDead) => new()
    {
        RmsDb = _frames == 0 ? null : Decibels.OfPower(Energy / _frames),
        SamplePeakDb = Decibels.OfAmplitude(_peak),
        TruePeakDb = Decibels.OfAmplitude(_truePeak.Peak),
        DcOffset = _frames == 0 ? 0 : _sum / _frames,
        ClippedPercent = _frames == 0 ? 0 : 100.0 * _clipping.Count / _frames,
        IsDead = isDead,
    };
}
