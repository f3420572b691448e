namespace Platform.Media.Meters;

/// <summary>Momentary, short-term and integrated loudness and loudness range, from blocks of 100 ms.</summary>
internal sealed class LoudnessMeter(int sampleRate)
{
    private const int MomentaryBlocks = 4;
    private const int ShortTermBlocks = 30;
    private readonly KWeighting _weighting = new(sampleRate);
    private readonly LoudnessHistogram _momentary = new();
    private readonly LoudnessHistogram _shortTerm = new();
    private readonly double[] _recent = new double[ShortTermBlocks];
    private long _blocks;
    private double _momentaryMax;
    private double _shortTermMax;

    /// <param name="left">100 ms of the left or only channel.</param>
    /// <param name="right">The same of the right channel, or of silence.</param>
    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        _recent[_blocks++ % ShortTermBlocks] = _weighting.Energy(left, right) / left.Length;
        if (_blocks >= MomentaryBlocks) _momentaryMax = Math.Max(_momentaryMax, Put(_momentary, MomentaryBlocks));
        if (_blocks >= ShortTermBlocks) _shortTermMax = Math.Max(_shortTermMax, Put(_shortTerm, ShortTermBlocks));
    }

    public LoudnessMeasurement Finish() => new()
    {
        IntegratedLufs = _momentary.GatedMean(below: 10),
        MomentaryMaxLufs = LoudnessHistogram.Loudness(_momentaryMax),
        ShortTermMaxLufs = LoudnessHistogram.Loudness(_shortTermMax),
        RangeLu = _blocks < ShortTermBlocks ? null : _shortTerm.Range(below: 20, low: 0.10, high: 0.95),
    };

    private double Put(LoudnessHistogram histogram, int blocks)
    {
        var sum = 0.0;
        for (var i = 1; i <= blocks; i++) sum += _recent[(_blocks - i) % ShortTermBlocks];
        histogram.Add(sum / blocks);
        return sum / blocks;
    }
}
