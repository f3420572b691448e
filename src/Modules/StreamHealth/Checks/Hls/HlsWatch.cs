using System.Runtime.CompilerServices;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>A marker and where in the programme it stands.</summary>
/// <param name="Marker">What the playlist says.</param>
/// <param name="Sequence">Media sequence number of the segment it precedes.</param>
/// <param name="Seconds">
/// Programme time from the segment a player starts with, which is also where <see cref="HlsAudio"/> starts; negative for
/// what lies before it.
/// </param>
internal sealed record HlsMarkerSeen(HlsMarker Marker, long Sequence, double Seconds);

/// <summary>Watches a media playlist for markers. Shares its reloads with whoever else uses the session.</summary>
internal sealed class HlsWatch(HlsSession session)
{
    private const int MaxRemembered = 4096;
    private readonly HashSet<string> _seen = [];
    private long _nextSequence;
    private double _nextSeconds;
    private bool _started;

    /// <summary>Every marker once: at once what the playlist holds already, then what is added, until it ends or the caller stops.</summary>
    public async IAsyncEnumerable<HlsMarkerSeen> MarkersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (media, loads) = (session.Media, session.Loads);
            foreach (var marker in Read(media)) yield return marker;
            if (!media.IsLive) yield break;
            await session.ReloadAsync(loads, cancellationToken);
        }
    }

    private List<HlsMarkerSeen> Read(HlsMedia media)
    {
        List<HlsMarkerSeen> found = [];
        if (media.Segments.Count == 0) return found;
        var at = PositionOfFirst(media);
        foreach (var segment in media.Segments)
        {
            foreach (var marker in segment.Markers)
            {
                if (_seen.Count >= MaxRemembered) _seen.Clear();
                if (_seen.Add(NameOf(marker, segment))) found.Add(new HlsMarkerSeen(marker, segment.Sequence, Math.Round(at + Offset(marker, segment), 3)));
            }

            at += segment.Seconds;
        }

        (_nextSequence, _nextSeconds) = (media.Segments[^1].Sequence + 1, at);
        return found;
    }

    // Counted back from where the segments known so far ended; over a hole or a restart the count goes on as if there were none.
    private double PositionOfFirst(HlsMedia media)
    {
        var first = media.Segments[0].Sequence;
        if (!_started)
        {
            _started = true;
            return -media.Segments.Take(HlsAudio.StartOf(media)).Sum(s => s.Seconds);
        }

        return _nextSeconds - media.Segments.Where(s => s.Sequence >= first && s.Sequence < _nextSequence).Sum(s => s.Seconds);
    }

    // A date range stays in the playlist after its segment has gone, and says itself when it begins.
    private static string NameOf(HlsMarker marker, HlsSegment segment) => marker is { Tag: "EXT-X-DATERANGE", Id: { } id }
        ? $"{marker.Tag} {marker.Kind} {id}"
        : $"{marker.Tag} {marker.Kind} {segment.Sequence}";

    private static double Offset(HlsMarker marker, HlsSegment segment)
    {
        const double Most = 24 * 3600;
        return marker.At is { } at && segment.At is { } start && Math.Abs((at - start).TotalSeconds) <= Most ? (at - start).TotalSeconds : 0;
    }
}
