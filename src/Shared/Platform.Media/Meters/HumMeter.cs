namespace Platform.Media.Meters;

/// <summary>
/// Finds mains hum: tones at multiples of 50 or 60 Hz that stay where they are, at the same level, whatever the programme
/// does. Low notes move, or miss the harmonics: three of the first six must be there all the time.
/// </summary>
internal sealed class HumMeter
{
    private const double Aim = 1400;
    private const double WindowSeconds = 2;
    private const int Harmonics = 6;
    private const int WantedHarmonics = 3;

    // In the quieter quarter of the windows the hum is all there is at its frequency, so those are alike.
    private const double MostSpreadDb = 3;
    private const double ProminenceDb = 10;
    private const double ProminentShare = 0.3;
    private static readonly double[] Mains = [50, 60];

    private readonly int _factor;
    private readonly double _rate;
    private readonly float[] _window;
    private readonly double[] _hann;
    private readonly double[][] _levels;
    private int _windows;
    private float _sum;
    private int _count;
    private int _filled;

    /// <param name="rate">Of the low rate samples.</param>
    /// <param name="length">How much of the beginning is looked at.</param>
    public HumMeter(double rate, TimeSpan length)
    {
        var windows = Math.Max(1, (int)(length.TotalSeconds * 2 / WindowSeconds));
        _levels = [.. Enumerable.Range(0, windows).Select(_ => new double[Mains.Length * Harmonics * 2])];
        _factor = Math.Max(1, (int)(rate / Aim));
        _rate = rate / _factor;
        _window = new float[(int)(WindowSeconds * _rate)];
        _hann = [.. Enumerable.Range(0, _window.Length).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / _window.Length)))];
    }

    public void Add(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            if (_windows == _levels.Length) return;
            _sum += sample;
            if (++_count < _factor) continue;
            _window[_filled++] = _sum / _factor;
            (_sum, _count) = (0, 0);
            if (_filled < _window.Length) continue;
            Measure(_levels[_windows++]);
            _filled = _window.Length / 2;
            _window.AsSpan(_window.Length - _filled).CopyTo(_window);
        }
    }

    public HumMeasurement? Finish()
    {
        if (_windows < 3) return null;
        var levels = _levels.AsSpan(0, _windows).ToArray();
        HumMeasurement? worst = null;
        for (var mains = 0; mains < Mains.Length; mains++)
        {
            var power = 0.0;
            var steady = 0;
            for (var harmonic = 0; harmonic < Harmonics; harmonic++)
            {
                var at = ((mains * Harmonics) + harmonic) * 2;
                if (levels.Count(l => l[at] - l[at + 1] >= ProminenceDb) < _windows * ProminentShare) continue;
                var quiet = levels.Select(l => l[at]).Order().Take((_windows / 4) + 1).ToArray();
                if (quiet[^1] - quiet[0] > MostSpreadDb) continue;
                steady++;
                power += Math.Pow(10, quiet.Average() / 10);
            }

            if (steady < WantedHarmonics) continue;
            var level = 10 * Math.Log10(power);
            if (worst is null || level > worst.LevelDb) worst = new HumMeasurement(Mains[mains], level);
        }

        return worst;
    }

    // Level of each harmonic, and the louder of its neighbourhoods, in dBFS (RMS).
    private void Measure(double[] levels)
    {
        for (var i = 0; i < Mains.Length * Harmonics; i++)
        {
            var frequency = Mains[i / Harmonics] * ((i % Harmonics) + 1);
            levels[i * 2] = Level(frequency);
            levels[(i * 2) + 1] = Math.Max(Level(frequency - 2.5), Level(frequency + 2.5));
        }
    }

    // Goertzel's algorithm under a Hann window, whose lobe is 1 Hz to either side for two seconds.
    private double Level(double frequency)
    {
        var w = 2 * Math.PI * frequency / _rate;
        var twice = 2 * Math.Cos(w);
        var (s1, s2) = (0.0, 0.0);
        for (var i = 0; i < _window.Length; i++)
        {
            (s1, s2) = ((_window[i] * _hann[i]) + (twice * s1) - s2, s1);
        }

        var power = (s1 * s1) + (s2 * s2) - (twice * s1 * s2);
        return 10 * Math.Log10(Math.Max(1e-12, power * 8 / ((double)_window.Length * _window.Length)));
    }
}
