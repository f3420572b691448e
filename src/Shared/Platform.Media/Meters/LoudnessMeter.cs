using System.Numerics.Tensors;

namespace Platform.Media.Meters;

/// <summary>
/// Short-term and integrated loudness and loudness range from blocks of 100 ms, as the standard has them; the largest momentary
/// loudness from slices of 20 ms, because a sound of 0.4 s begins when it likes.
/// </summary>
internal sealed class LoudnessMeter(int sampleRate)
{
    private const int MomentaryBlocks = 4;
    private const int ShortTermBlocks = 30;
    private const int SlicesPerBlock = 5;
    private const int MomentarySlices = MomentaryBlocks * SlicesPerBlock;
    private readonly KWeighting _weighting = new(sampleRate);
    private readonly LoudnessHistogram _momentary = new();
    private readonly LoudnessHistogram _shortTerm = new();
    private readonly double[] _recent = new double[ShortTermBlocks];
    private readonly double[] _slices = new double[MomentarySlices];
    private readonly int _longestMoment = (int)(MomentaryBlocks * sampleRate / 10.0);
    private long _sliceCount;
    private long _blocks;
    private double _momentaryMax;
    private double _shortTermMax;

    /// <param name="left">100 ms of the left or only channel.</param>
    /// <param name="right">The same of the right channel, or of silence.</param>
    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        _recent[_blocks++ % ShortTermBlocks] = Weigh(left, right) / left.Length;
        if (_blocks >= MomentaryBlocks) Put(_momentary, MomentaryBlocks);
        if (_blocks >= ShortTermBlocks) _shortTermMax = Math.Max(_shortTermMax, Put(_shortTerm, ShortTermBlocks));
    }

    public LoudnessMeasurement Finish() => new()
    {
        IntegratedLufs = _momentary.GatedMean(below: 10),
        MomentaryMaxLufs = LoudnessHistogram.Loudness(_momentaryMax),
        ShortTermMaxLufs = LoudnessHistogram.Loudness(_shortTermMax),
        RangeLu = _blocks < ShortTermBlocks ? null : _shortTerm.Range(below: 20, low: 0.10, high: 0.95),
    };

    private double Weigh(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var energy = 0.0;
        for (var slice = 0; slice < SlicesPerBlock; slice++)
        {
            var (start, end) = (left.Length * slice / SlicesPerBlock, left.Length * (slice + 1) / SlicesPerBlock);
            var part = _weighting.Energy(left[start..end], right[start..end]);
            energy += part;
            _slices[_sliceCount++ % MomentarySlices] = part;
            if (_sliceCount >= MomentarySlices) _momentaryMax = Math.Max(_momentaryMax, TensorPrimitives.Sum<double>(_slices) / _longestMoment);
        }

        return energy;
    }

    private double Put(LoudnessHistogram histogram, int blocks)
    {
        var sum = 0.0;
        for (var i = 1; i <= blocks; i++) sum += _recent[(_blocks - i) % ShortTermBlocks];
        histogram.Add(sum / blocks);
        return sum / blocks;
    }
}
