using Platform.StreamHealth.Checks.Ads;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>
/// Follows the markers of a playlist while its audio is read: where each stands, in programme time from the first segment
/// that was read. Told by <see cref="HlsAudio"/> of every segment it opens.
/// </summary>
internal sealed class HlsWatch : IMarkerSource
{
    private const int MaxCues = 1000;
    private readonly List<CueMarker> _cues = [];
    private readonly HashSet<string> _dated = [];
    private double _before;
    private double _current;
    private double _share;
    private bool _started;

    public TimeSpan Position => TimeSpan.FromSeconds(_before + (_current * _share));

    public IReadOnlyList<CueMarker> Cues => _cues;

    /// <summary>The next segment begins; the one before it is over.</summary>
    public void Open(HlsMedia media, HlsSegment segment)
    {
        (_before, _current, _share) = (_before + _current, segment.Seconds, 0);
        if (!_started) Begun(media, segment);
        _started = true;
        foreach (var marker in segment.Markers.Where(m => m.At is null)) Add(marker, _before);
        Dated(media, segment);
    }

    /// <summary>How much of the segment was read, 0 to 1.</summary>
    public void Read(double share) => _share = share;

    // A break that began in a segment before the first one read is on from the start.
    private void Begun(HlsMedia media, HlsSegment first)
    {
        if (first.Markers.Any(m => m.Kind == HlsMarkerKind.Continue)) return;
        var elapsed = 0.0;
        for (var i = (int)(first.Sequence - media.MediaSequence) - 1; i >= 0; i--)
        {
            var segment = media.Segments[i];
            elapsed += segment.Seconds;
            var last = segment.Markers.LastOrDefault(m => m.At is null && m.Kind != HlsMarkerKind.Other);
            if (last is null) continue;
            var left = last.Seconds - elapsed;
            if (last.Kind != HlsMarkerKind.In && left is not <= 0) Add(last with { Seconds = left }, 0);
            return;
        }
    }

    // Date ranges say themselves when they begin, and may stand anywhere in the playlist.
    private void Dated(HlsMedia media, HlsSegment segment)
    {
        if (WallClock(media, segment) is not { } now) return;
        foreach (var marker in media.Segments.SelectMany(s => s.Markers))
        {
            if (marker.At is not { } at || !_dated.Add($"{marker.Kind} {marker.Id} {at.UtcTicks}")) continue;
            var place = _before + (at - now).TotalSeconds;
            if (place >= 0) Add(marker, place);
            else if (marker.Kind == HlsMarkerKind.Out && marker.Seconds + place > 0) Add(marker with { Seconds = marker.Seconds + place }, 0);
        }
    }

    private static DateTimeOffset? WallClock(HlsMedia media, HlsSegment segment)
    {
        var seconds = 0.0;
        for (var i = (int)(segment.Sequence - media.MediaSequence); i >= 0; i--)
        {
            if (media.Segments[i].At is { } at) return at.AddSeconds(seconds);
            if (i > 0) seconds += media.Segments[i - 1].Seconds;
        }

        return null;
    }

    private void Add(HlsMarker marker, double seconds)
    {
        if (marker.Kind == HlsMarkerKind.Other || _cues.Count >= MaxCues) return;
        var length = marker.Seconds is > 0 and var known && marker.Kind != HlsMarkerKind.In ? TimeSpan.FromSeconds(known) : (TimeSpan?)null;
        var cue = new CueMarker(TimeSpan.FromSeconds(seconds), marker.Kind != HlsMarkerKind.In, length, marker.Id is null ? marker.Tag : $"{marker.Tag} {marker.Id}");
        var index = _cues.FindLastIndex(c => c.At <= cue.At) + 1;
        _cues.Insert(index, cue);
    }
}
