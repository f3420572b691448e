namespace Platform.Transcription.Preprocessing;

/// <summary>
/// How far speech stands above the noise: level of the whole against that of the quietest tenth of the frames, 20 log10 of the ratio of
/// RMS, as stt-faster estimates it. Constant memory: the frames' levels are counted in classes of 0.1 dB.
/// </summary>
internal sealed class SnrEstimate
{
    private const int FrameLength = 4096;
    private const double Quietest = 0.10;
    private const int ClassesPerDb = 10;

    // One step of 16-bit sound: what is quieter is digital silence, and nothing stands infinitely high above it.
    private const double FloorDb = -90.3;
    private readonly long[] _counts = new long[(int)(-FloorDb * ClassesPerDb) + 1];
    private double _energy;
    private double _frame;
    private int _filled;
    private long _samples;
    private long _frames;

    /// <summary>In dB; null before anything was heard, and of silence.</summary>
    public double? Decibels
    {
        get
        {
            if (_samples == 0 || Level(_energy / _samples) is var signal && signal <= FloorDb) return null;
            if (_frames == 0) return 0;
            var (rank, index) = ((long)(Quietest * _frames), 0);
            for (; rank >= _counts[index]; index++) rank -= _counts[index];
            return signal - (FloorDb + ((double)index / ClassesPerDb));
        }
    }

    public void Add(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            _frame += (double)sample * sample;
            if (++_filled < FrameLength) continue;
            Count();
        }
    }

    /// <summary>Takes the last, shorter frame in.</summary>
    public void Finish()
    {
        if (_filled > 0) Count();
    }

    private void Count()
    {
        var level = Math.Clamp(Level(_frame / _filled), FloorDb, 0);
        _counts[(int)((level - FloorDb) * ClassesPerDb)]++;
        (_energy, _samples, _frames) = (_energy + _frame, _samples + _filled, _frames + 1);
        (_frame, _filled) = (0, 0);
    }

    private static double Level(double meanSquare) => meanSquare > 0 ? 10 * Math.Log10(meanSquare) : FloorDb;
}
