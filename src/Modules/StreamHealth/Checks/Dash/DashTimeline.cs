namespace Platform.StreamHealth.Checks.Dash;

/// <summary>Reckons when the last segment of a manifest ends (ISO/IEC 23009-1 section 5.3.9.6): start of its period, plus what its timeline says.</summary>
internal sealed class DashTimeline
{
    // Nothing real lies further from its availability start.
    private const double MostSeconds = 200.0 * 365 * 24 * 3600;
    private double _periodStart;
    private double? _nextPeriod;
    private double _timescale = 1;
    private double _offset;
    private double _at;
    private double? _end;
    private bool _open;

    public void Period(double? start, double? seconds)
    {
        _periodStart = start ?? _nextPeriod ?? 0;
        _nextPeriod = _periodStart + seconds;
    }

    public void Template(long? timescale, long? offset) => (_timescale, _offset, _at) = (timescale is > 0 and var scale ? scale : 1, offset ?? 0, 0);

    /// <param name="start">Where it begins; null: where the one before ended.</param>
    /// <param name="length">Of each segment.</param>
    /// <param name="repeats">How many follow it; negative: up to the end of the period, which cannot be told.</param>
    public void Add(long? start, long? length, long? repeats)
    {
        if (length is not > 0) return;
        if (repeats < 0) _open = true;
        _at = (start ?? _at) + ((double)length * (1 + Math.Max(0, repeats ?? 0)));
        _end = Math.Max(_end ?? 0, _periodStart + ((_at - _offset) / _timescale));
    }

    /// <summary>Null where the manifest names no segments by time, or leaves their end open.</summary>
    public DateTimeOffset? EdgeAfter(DateTimeOffset? availabilityStart) =>
        !_open && availabilityStart is { Year: < 9000 } from && _end is > 0 and < MostSeconds and var seconds ? from.AddSeconds(seconds) : null;
}
