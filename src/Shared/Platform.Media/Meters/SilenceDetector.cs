namespace Platform.Media.Meters;

/// <summary>Merges silent windows into stretches; a stretch ends with the first loud window or with the audio.</summary>
internal sealed class SilenceDetector(AudioMeterOptions options, int sampleRate)
{
    private readonly double _threshold = Math.Pow(10, options.SilenceThresholdDb / 10);
    private readonly List<SilencePeriod> _periods = [];
    private long _frames;
    private long _silentFrames;
    private long _start = -1;
    private TimeSpan _longest;

    /// <param name="power">Mean square of the window on the louder channel.</param>
    /// <param name="frames">Length of the window.</param>
    public void Add(double power, int frames)
    {
        if (power < _threshold)
        {
            if (_start < 0) _start = _frames;
            _silentFrames += frames;
        }
        else
        {
            Close();
        }

        _frames += frames;
    }

    public SilenceMeasurement Finish()
    {
        Close();
        return new SilenceMeasurement
        {
            ThresholdDb = options.SilenceThresholdDb,
            Percentage = _frames == 0 ? 0 : 100.0 * _silentFrames / _frames,
            Periods = _periods,
            Longest = _longest,
        };
    }

    private void Close()
    {
        if (_start < 0) return;
        var period = new SilencePeriod(Time(_start), Time(_frames));
        _start = -1;
        if (period.Duration > _longest) _longest = period.Duration;
        if (period.Duration >= options.MinimumSilence && _periods.Count < options.MaxSilencePeriods) _periods.Add(period);
    }

    private TimeSpan Time(long frames) => TimeSpan.FromSeconds((double)frames / sampleRate);
}
