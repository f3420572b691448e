using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>
/// The audio of an HLS stream as one endless body: segment after segment, from where a player would start (RFC 8216
/// section 6.3.3: three target durations from the end of a live playlist), new ones as the playlist names them. Audio in a
/// transport stream is taken out of it where it can be (AAC, MPEG audio), so that what is read is plain frames. Holds one segment at a time.
/// </summary>
internal sealed class HlsAudio(HlsSession session, HlsSegments segments, Action<IcyMetadata>? onTitle = null) : ReadOnlyStream
{
    private const int TargetsFromEnd = 3;
    private const int MaxFailures = 3;
    private long? _next;
    private ReadOnlyMemory<byte> _current;
    private ReadOnlyMemory<byte> _map;
    private int _failures;
    private int _length;

    /// <summary>Segments that were missing and skipped, as a player does.</summary>
    public int Skipped { get; private set; }

    /// <summary>The markers among what was read, and how much of the programme that was.</summary>
    public HlsWatch Watch { get; } = new();

    /// <summary>The longest a player can wait for data without running empty: what it has buffered when it starts.</summary>
    public static TimeSpan Buffered(HlsSession session) => session.Target * TargetsFromEnd;

    /// <summary>Index of the segment that a player starts with.</summary>
    public static int StartOf(HlsMedia media)
    {
        if (!media.IsLive) return 0;
        var index = media.Segments.Count - 1;
        for (var seconds = 0.0; index > 0; index--)
        {
            seconds += media.Segments[index].Seconds;
            if (seconds >= TargetsFromEnd * media.TargetSeconds) break;
        }

        return Math.Max(0, index);
    }

    /// <exception cref="IOException">Three segments in a row could not be had.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_current.IsEmpty)
        {
            if (await FindAsync(cancellationToken) is not { } segment) return 0;
            await OpenAsync(segment, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _current.Length);
        _current.Span[..count].CopyTo(buffer.Span);
        _current = _current[count..];
        Watch.Read(1 - ((double)_current.Length / _length));
        return count;
    }

    // Null when the playlist has ended.
    private async Task<HlsSegment?> FindAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (media, loads) = (session.Media, session.Loads);
            var list = media.Segments;
            if (list.Count > 0)
            {
                var start = _next ?? list[StartOf(media)].Sequence;
                // After a restart of the packager, or when we fell behind the playlist, as a player does: start over.
                if (start > list[^1].Sequence + 1) start = list[StartOf(media)].Sequence;
                if (start < list[0].Sequence) start = list[0].Sequence;
                if (start <= list[^1].Sequence)
                {
                    _next = start + 1;
                    var segment = list[(int)(start - list[0].Sequence)];
                    Watch.Open(media, segment);
                    return segment;
                }

                _next = start;
            }

            if (!media.IsLive) return null;
            await session.ReloadAsync(loads, cancellationToken);
        }
    }

    private async Task OpenAsync(HlsSegment segment, CancellationToken cancellationToken)
    {
        if (segment.IsGap)
        {
            Skipped++;
            return;
        }

        var data = await segments.TakeAsync(segment, cancellationToken);
        if ((data.Error ?? (data.Protection is { } scheme ? $"it is encrypted with {scheme}" : null)) is { } error)
        {
            Skipped++;
            if (++_failures >= MaxFailures) throw new IOException($"segment {segment.Uri.AbsolutePath}: {error}");
            return;
        }

        _failures = 0;
        var content = SegmentContent.Read(data.Bytes, data.Map);
        if (onTitle is not null && content.Tags?.Title is { } title) onTitle(new IcyMetadata(content.Tags.Artist is { } artist ? $"{artist} - {title}" : title, null));
        var map = content.Playable.Equals(data.Bytes) ? data.Map : ReadOnlyMemory<byte>.Empty;
        // The initialisation section comes first and whenever it changes.
        _current = map.IsEmpty || map.Equals(_map) ? content.Playable : (byte[])[.. map.Span, .. content.Playable.Span];
        (_map, _length) = (map, _current.Length);
    }
}
