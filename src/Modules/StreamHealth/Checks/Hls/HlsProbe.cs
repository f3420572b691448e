using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>
/// Opens an HLS stream from its first playlist: chooses the variant to listen to, sees whether the others are there, and
/// fetches the first and the newest segment.
/// </summary>
internal sealed class HlsProbe(HlsFetcher fetcher, HlsVariants variants, TimeProvider clock)
{
    // Durations in playlists are often rounded; packets straddle the cut by a few frames.
    private const double DurationTolerance = 0.1;
    private const double DurationSlackSeconds = 0.25;
    private const double BandwidthTolerance = 0.1;

    /// <param name="text">The playlist that the stream's address gave.</param>
    /// <param name="source">Where it came from, after redirects.</param>
    /// <param name="cancellationToken">Ends the probing.</param>
    public async Task<HlsStream> OpenAsync(string text, Uri source, CancellationToken cancellationToken)
    {
        var segments = new HlsSegments(fetcher);
        var info = new HlsInfo { IsHls = true, PlaylistAccessible = true };
        var playlist = HlsParser.Parse(text, source);
        var (uri, media, bandwidth) = (source, playlist.Media, 0L);
        if (playlist.Master is { } master)
        {
            var opened = await variants.OpenAsync(master, info, cancellationToken);
            (info, uri, media, bandwidth) = (opened.Info, opened.Uri ?? source, opened.Media, opened.Bandwidth);
        }

        if (media is null) return new HlsStream(info, null, segments);
        info = WithMedia(info, uri, media);
        if (media.Segments.Count == 0) return new HlsStream(info with { Error = "The playlist names no segment" }, null, segments);

        var session = new HlsSession(fetcher, uri, media, clock);
        info = await LookAtSegmentsAsync(info, session, segments, bandwidth, cancellationToken);
        return new HlsStream(info, session, segments);
    }

    private static HlsInfo WithMedia(HlsInfo info, Uri uri, HlsMedia media)
    {
        const int MaxMarkers = 50;
        var problems = info.Problems.Concat(media.Problems.Select(p => new HlsProblemFacts(p.Code, p.Severity, p.Message))).ToList();
        if (!media.IsLive && media.Type != "VOD")
            problems.Add(new HlsProblemFacts(FindingCodes.HlsEnded, Severity.Info, "The playlist has ended (EXT-X-ENDLIST): nothing will follow its last segment"));
        if (media.LowLatency is { } parts)
            problems.Add(new HlsProblemFacts(FindingCodes.HlsLowLatency, Severity.Info, FindingRules.Text($"Low-latency HLS with parts of {parts.PartTargetSeconds ?? 0:0.###} s: what is checked are the whole segments")));
        return info with
        {
            MediaPlaylist = uri.AbsoluteUri,
            LowLatency = media.LowLatency is { } low ? new HlsLowLatencyFacts(low.PartTargetSeconds, low.Parts, low.PreloadHint, low.CanBlockReload) : null,
            Version = media.Version,
            PlaylistType = media.Type,
            Live = media.IsLive,
            TargetDurationSeconds = media.TargetSeconds,
            TotalDurationSeconds = Math.Round(media.TotalSeconds, 3),
            MediaSequence = media.MediaSequence,
            DiscontinuitySequence = media.DiscontinuitySequence,
            SegmentCount = media.Segments.Count,
            Discontinuities = media.Segments.Count(s => s.IsDiscontinuity),
            Gaps = media.Segments.Count(s => s.IsGap),
            Encryption = media.Segments.FirstOrDefault(s => s.Key is not null)?.Key!.Method,
            Markers = [.. media.Segments.SelectMany(s => s.Markers.Select(m => Marker(m, s.Sequence))).Take(MaxMarkers)],
            Problems = problems,
        };
    }

    private static HlsMarkerFacts Marker(HlsMarker marker, long sequence) =>
        new(marker.Kind.ToString().ToLowerInvariant(), marker.Tag, marker.Id, marker.Seconds, marker.At, sequence);

    private async Task<HlsInfo> LookAtSegmentsAsync(HlsInfo info, HlsSession session, HlsSegments segments, long bandwidth, CancellationToken cancellationToken)
    {
        var present = session.Media.Segments.Where(s => !s.IsGap).ToList();
        if (present.Count == 0) return info with { SegmentsAccessible = false };
        List<(string Which, HlsSegment Segment)> wanted = [("first", present[0])];
        if (present.Count > 1) wanted.Add(("newest", present[^1]));

        List<HlsSegmentFacts> facts = [];
        List<HlsProblemFacts> problems = [.. info.Problems];
        bool? keys = null;
        foreach (var (which, segment) in wanted)
        {
            var data = await segments.LoadAsync(segment, cancellationToken);
            if (data.Error is not null && which == "first" && await SuccessorAsync(session, segment, cancellationToken) is { } next) data = await segments.LoadAsync(next, cancellationToken);
            if (data.Segment.Key is { HasPlainKey: true }) keys = keys != false && !data.KeyFailed;
            var content = data.Error is null && data.Protection is null ? SegmentContent.Read(data.Bytes, data.Map) : null;
            var fact = Fact(which, data, content);
            facts.Add(fact);
            info = info with { Container = info.Container ?? content?.Container, Protection = info.Protection ?? data.Protection };
            problems.AddRange(Judge(fact, data, session.Media, bandwidth, alone: wanted.Count == 1));
        }

        return info with { Segments = facts, KeysAccessible = keys, SegmentsAccessible = facts.TrueForAll(f => f.Error is null), Problems = problems };
    }

    // The oldest segment of a live playlist may have left it, and the server, since the playlist was read: that is no fault.
    private async Task<HlsSegment?> SuccessorAsync(HlsSession session, HlsSegment gone, CancellationToken cancellationToken)
    {
        if (!session.Media.IsLive) return null;
        var fetched = await fetcher.FetchAsync(session.Uri, HlsFetcher.MaxPlaylistBytes, null, cancellationToken);
        var now = fetched.Error is null ? HlsParser.Parse(WireText.Decode(fetched.Bytes.Span), fetched.Uri).Media : null;
        return now is not null && now.MediaSequence > gone.Sequence ? now.Segments.FirstOrDefault(s => !s.IsGap) : null;
    }

    private static HlsSegmentFacts Fact(string which, HlsSegmentData data, SegmentContent? content)
    {
        var segment = data.Segment;
        var seconds = content?.Seconds is > 0 and var measured ? measured : segment.Seconds;
        var bytes = data.Fetched.Bytes.Length;
        return new HlsSegmentFacts
        {
            Which = which,
            Sequence = segment.Sequence,
            Url = segment.Uri.AbsoluteUri,
            HttpStatus = data.Fetched.Status,
            Bytes = bytes,
            FetchMs = data.Fetched.Milliseconds,
            DurationSeconds = segment.Seconds,
            MeasuredSeconds = content?.Seconds is { } exact ? Math.Round(exact, 3) : null,
            BitrateKbps = bytes > 0 && seconds > 0 ? Math.Round(bytes * 8 / seconds / 1000, 1) : null,
            Error = data.Error,
        };
    }

    private static IEnumerable<HlsProblemFacts> Judge(HlsSegmentFacts fact, HlsSegmentData data, HlsMedia media, long bandwidth, bool alone)
    {
        if (fact.Error is { } error)
        {
            // Listeners of a live stream start near its end: its oldest segment is only needed by those who pause.
            var heard = alone || !media.IsLive || fact.Which == "newest";
            var code = data.KeyFailed ? FindingCodes.HlsKeyUnavailable : FindingCodes.HlsSegmentUnavailable;
            yield return new HlsProblemFacts(code, heard || data.KeyFailed ? Severity.Error : Severity.Warning, FindingRules.Text($"The {fact.Which} segment ({fact.Sequence}) cannot be played: {error}"));
            yield break;
        }

        if (data.Protection is { } scheme)
        {
            yield return new HlsProblemFacts(FindingCodes.HlsProtected, Severity.Info,
                $"The segments are encrypted with {scheme}: they are there, but only licensed players can decrypt them, so the audio is not checked");
        }

        if (fact.MeasuredSeconds is { } measured && Math.Abs(measured - fact.DurationSeconds) > (fact.DurationSeconds * DurationTolerance) + DurationSlackSeconds)
        {
            yield return new HlsProblemFacts(
                FindingCodes.HlsSegmentDuration, Severity.Warning,
                FindingRules.Text($"The {fact.Which} segment ({fact.Sequence}) holds {measured:0.00} s of audio, the playlist says {fact.DurationSeconds:0.00} s"));
        }

        if (bandwidth > 0 && fact.BitrateKbps is { } kbps && kbps * 1000 > bandwidth * (1 + BandwidthTolerance))
        {
            yield return new HlsProblemFacts(
                FindingCodes.HlsBandwidth, Severity.Warning,
                FindingRules.Text($"The {fact.Which} segment ({fact.Sequence}) needs {kbps:0} kbit/s, the master playlist announces at most {bandwidth / 1000.0:0} kbit/s: players may choose a variant that their line cannot carry"));
        }
    }
}
