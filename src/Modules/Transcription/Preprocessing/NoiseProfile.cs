namespace Platform.Transcription.Preprocessing;

/// <summary>
/// Listens to a recording for what its noise is like: the mean and the spread of each frequency's level in the quietest five seconds.
/// The quietest and not the first, because many recordings begin with speech. Constant memory.
/// </summary>
internal sealed class NoiseProfile
{
    private const int FramesPerBlock = 40;
    private const int BlocksOfNoise = 10;
    private const float Tiny = 1e-10f;

    // A silent leader of zeros is no noise to learn from.
    private const double DigitalSilence = 1e-9;

    private readonly ShortTimeFourier _fourier = new();
    private readonly float[] _frame = new float[ShortTimeFourier.Window];
    private readonly float[] _re = new float[ShortTimeFourier.Bins], _im = new float[ShortTimeFourier.Bins];
    private readonly Queue<Block> _recent = [];
    private Block _open = new();
    private Block? _quietest;
    private int _filled;

    private sealed class Block
    {
        public readonly double[] Sum = new double[ShortTimeFourier.Bins];
        public readonly double[] Squares = new double[ShortTimeFourier.Bins];

        public int Frames { get; set; }

        public double Energy { get; set; }

        public void Add(Block other)
        {
            (Frames, Energy) = (Frames + other.Frames, Energy + other.Energy);
            for (var k = 0; k < Sum.Length; k++) (Sum[k], Squares[k]) = (Sum[k] + other.Sum[k], Squares[k] + other.Squares[k]);
        }
    }

    public void Add(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _frame.Length - _filled);
            samples[..count].CopyTo(_frame.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled < _frame.Length) break;
            AddFrame();
            _frame.AsSpan(ShortTimeFourier.Hop).CopyTo(_frame);
            _filled = _frame.Length - ShortTimeFourier.Hop;
        }
    }

    /// <summary>For each frequency the level in dB below which it counts as noise; null when there was nothing but silence.</summary>
    /// <param name="deviations">How many standard deviations above the mean.</param>
    public float[]? Thresholds(double deviations)
    {
        var noise = _quietest ?? Sum(_open.Frames > 0 ? [.. _recent, _open] : [.. _recent]);
        if (noise.Frames == 0 || noise.Energy / noise.Frames < DigitalSilence) return null;
        var result = new float[ShortTimeFourier.Bins];
        for (var k = 0; k < result.Length; k++)
        {
            var mean = noise.Sum[k] / noise.Frames;
            result[k] = (float)(mean + (deviations * Math.Sqrt(Math.Max(0, (noise.Squares[k] / noise.Frames) - (mean * mean)))));
        }

        return result;
    }

    /// <summary>The level of a frequency in dB.</summary>
    public static float Level(float re, float im) => 10 * MathF.Log10((re * re) + (im * im) + Tiny);

    private void AddFrame()
    {
        _fourier.Forward(_frame, _re, _im);
        var energy = 0.0;
        foreach (var sample in _frame) energy += (double)sample * sample;
        _open.Energy += energy / _frame.Length;
        for (var k = 0; k < _re.Length; k++)
        {
            double level = Level(_re[k], _im[k]);
            (_open.Sum[k], _open.Squares[k]) = (_open.Sum[k] + level, _open.Squares[k] + (level * level));
        }

        if (++_open.Frames < FramesPerBlock) return;
        if (_open.Energy / _open.Frames < DigitalSilence) _recent.Clear();
        else _recent.Enqueue(_open);
        _open = new Block();
        if (_recent.Count > BlocksOfNoise) _recent.Dequeue();
        if (_recent.Count < BlocksOfNoise || _recent.Sum(b => b.Energy) >= (_quietest?.Energy ?? double.MaxValue)) return;
        _quietest = Sum([.. _recent]);
    }

    private static Block Sum(Block[] blocks)
    {
        var sum = new Block();
        foreach (var block in blocks) sum.Add(block);
        return sum;
    }
}
