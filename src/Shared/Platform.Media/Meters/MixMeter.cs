using System.Numerics.Tensors;

namespace Platform.Media.Meters;

/// <summary>Levels of the mono mix, and how its level changes from second to second.</summary>
internal sealed class MixMeter(int sampleRate, int longestBlock)
{
    private readonly float[] _mix = new float[longestBlock];
    private long _frames;
    private double _energy;
    private float _peak;
    private int _secondFrames;
    private double _secondSum;
    private double _secondEnergy;
    private int _seconds;
    private double _varianceMean;
    private double _varianceSpread;

    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var mix = _mix.AsSpan(0, left.Length);
        TensorPrimitives.Add(left, right, mix);
        TensorPrimitives.Multiply(mix, 0.5f, mix);
        _peak = Math.Max(_peak, MathF.Abs(TensorPrimitives.MaxMagnitude<float>(mix)));
        var energy = (double)TensorPrimitives.SumOfSquares<float>(mix);
        _energy += energy;
        _frames += mix.Length;
        _secondFrames += mix.Length;
        _secondEnergy += energy;
        _secondSum += TensorPrimitives.Sum<float>(mix);
        if (_secondFrames >= sampleRate) CloseSecond();
    }

    public MixMeasurement Finish()
    {
        var average = _frames == 0 ? null : Decibels.OfPower(_energy / _frames);
        var peak = Decibels.OfAmplitude(_peak);
        return new MixMeasurement
        {
            AverageVolumeDb = average,
            PeakVolumeDb = peak,
            DynamicRangeDb = peak - average,
            SecondVarianceMean = _seconds < 1 ? null : _varianceMean,
            SecondVarianceDeviation = _seconds < 2 ? null : Math.Sqrt(_varianceSpread / _seconds),
        };
    }

    // Welford's running mean and spread of the seconds' variances.
    private void CloseSecond()
    {
        var mean = _secondSum / _secondFrames;
        var variance = Math.Max(0, (_secondEnergy / _secondFrames) - (mean * mean));
        var difference = variance - _varianceMean;
        _varianceMean += difference / ++_seconds;
        _varianceSpread += difference * (variance - _varianceMean);
        (_secondFrames, _secondSum, _secondEnergy) = (0, 0, 0);
    }
}
