using System.Globalization;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>Reads one media playlist, line by line: tags gather until the address of the segment they apply to.</summary>
internal sealed class HlsMediaReader(Uri source)
{
    /// <summary>More segments than this are not kept: 24 hours of 2 s segments fit.</summary>
    public const int MaxSegments = 50_000;

    private const int MaxMarkers = 64;
    private readonly List<HlsSegment> _segments = [];
    private readonly List<HlsProblem> _problems = [];
    private readonly List<HlsMarker> _markers = [];
    private readonly HlsVersionRules _versions = new();
    private readonly HlsLowLatencyReader _lowLatency = new();
    private int? _version;
    private double? _target;
    private long _mediaSequence;
    private long _discontinuitySequence;
    private string? _type;
    private bool _ended;
    private HlsKey? _key;
    private int _keyFrom;
    private HlsMap? _map;
    private double? _seconds;
    private string? _title;
    private bool _discontinuity;
    private bool _gap;
    private HlsByteRange? _range;
    private (Uri Uri, long End)? _lastRange;
    private bool _rangeOpen;
    private DateTimeOffset? _at;

    public HlsMedia Read(ReadOnlySpan<char> text)
    {
        HlsParser.NoteStart(text, _problems);
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty) continue;
            if (line[0] != '#') TakeSegment(line);
            else if (line.StartsWith("#EXT", StringComparison.Ordinal)) TakeTag(line);
        }

        if (_target is null) Note(Severity.Error, "The playlist has no EXT-X-TARGETDURATION, which is required");
        var media = new HlsMedia
        {
            Version = _version ?? 1,
            TargetSeconds = _target ?? (_segments.Count > 0 ? Math.Ceiling(_segments.Max(s => s.Seconds)) : 0),
            MediaSequence = _mediaSequence,
            DiscontinuitySequence = _discontinuitySequence,
            Type = _type,
            IsLive = !_ended,
            Segments = _segments,
            LowLatency = _lowLatency.Found,
            Problems = _problems,
        };
        if (_lowLatency.Problem is { } parts) Note(Severity.Warning, parts);
        HlsMediaRules.Examine(media, _versions, _problems);
        return media;
    }

    private void TakeTag(ReadOnlySpan<char> line)
    {
        if (HlsParser.Tag(line, "#EXTINF:", out var value)) Duration(value);
        else if (HlsParser.Tag(line, "#EXT-X-TARGETDURATION:", out value)) _target = HlsText.Seconds(value) is > 0 and var target ? target : _target;
        else if (HlsParser.Tag(line, "#EXT-X-MEDIA-SEQUENCE:", out value)) _mediaSequence = BeforeSegments(value, _mediaSequence);
        else if (HlsParser.Tag(line, "#EXT-X-DISCONTINUITY-SEQUENCE:", out value)) _discontinuitySequence = BeforeSegments(value, _discontinuitySequence);
        else if (HlsParser.Tag(line, "#EXT-X-VERSION:", out value)) _version = (int)Math.Min(Number(value), 99);
        else if (HlsParser.Tag(line, "#EXT-X-PLAYLIST-TYPE:", out value)) _type = WireText.Clean(value.ToString(), 20);
        else if (HlsParser.Tag(line, "#EXT-X-PROGRAM-DATE-TIME:", out value)) _at = HlsText.Date(value.ToString());
        else if (HlsParser.Tag(line, "#EXT-X-BYTERANGE:", out value)) Range(value);
        else if (HlsParser.Tag(line, "#EXT-X-KEY:", out value)) Key(HlsAttributes.Parse(value));
        else if (HlsParser.Tag(line, "#EXT-X-MAP:", out value)) Map(HlsAttributes.Parse(value));
        else if (line.SequenceEqual("#EXT-X-ENDLIST")) _ended = true;
        else if (line.SequenceEqual("#EXT-X-DISCONTINUITY")) _discontinuity = true;
        else if (line.SequenceEqual("#EXT-X-GAP")) _gap = true;
        else if (line.SequenceEqual("#EXT-X-I-FRAMES-ONLY")) _versions.IFramesOnly = true;
        else if (_lowLatency.Take(line)) return;
        else if (_markers.Count < MaxMarkers && HlsMarkers.Read(line) is { } marker) _markers.Add(marker);
    }

    private void Duration(ReadOnlySpan<char> value)
    {
        var comma = value.IndexOf(',');
        var number = comma < 0 ? value : value[..comma];
        _versions.DecimalDurations |= number.Contains('.');
        _seconds = HlsText.Seconds(number);
        if (_seconds is null) Note(Severity.Warning, "A segment's duration is not a number");
        _title = comma < 0 ? null : WireText.Clean(value[(comma + 1)..].ToString(), 200);
    }

    private void TakeSegment(ReadOnlySpan<char> line)
    {
        if (_segments.Count >= MaxSegments) return;
        if (!Uri.TryCreate(source, line.ToString(), out var uri))
        {
            Note(Severity.Warning, "The address of a segment is not a URL");
        }
        else
        {
            if (_seconds is null) Note(Severity.Warning, "A segment has no EXTINF, which is required");
            _segments.Add(Segment(uri));
        }

        // What applies to one segment is used up; key and map stay.
        (_seconds, _title, _discontinuity, _gap, _range, _at, _rangeOpen) = (null, null, false, false, null, null, false);
        _markers.Clear();
    }

    private HlsSegment Segment(Uri uri)
    {
        var range = _range;
        // Without an offset the range goes on where the one before it in the same resource ended.
        if (range is { } part && _rangeOpen) range = part with { Offset = _lastRange is { } last && last.Uri == uri ? last.End : 0 };
        _lastRange = range is { } placed ? (uri, placed.Offset + placed.Length) : null;
        return new HlsSegment
        {
            Uri = uri,
            Seconds = _seconds ?? 0,
            Sequence = _mediaSequence + _segments.Count,
            IsDiscontinuity = _discontinuity,
            IsGap = _gap,
            Range = range,
            Key = _key,
            Map = _map,
            At = _at,
            Title = _title,
            Markers = _markers.Count == 0 ? [] : [.. _markers],
        };
    }

    private void Range(ReadOnlySpan<char> value)
    {
        _versions.ByteRanges = true;
        _range = ParseRange(value, out _rangeOpen);
        if (_range is null) Note(Severity.Warning, "A byte range is not valid");
    }

    private void Key(HlsAttributes attributes)
    {
        var method = attributes["METHOD"];
        if (method is null or "NONE")
        {
            _key = null;
            return;
        }

        var iv = attributes.Hex("IV");
        _versions.KeyIv |= iv is not null;
        _versions.KeyFormat |= attributes["KEYFORMAT"] is not null;
        Uri? uri = null;
        if (attributes["URI"] is { } address) Uri.TryCreate(source, address, out uri);
        var key = new HlsKey(method, uri, iv is { Length: 16 } ? iv : (ReadOnlyMemory<byte>?)null, attributes["KEYFORMAT"]);
        // The same segments may be had with several keys: one that anybody may fetch goes before licences.
        if (_key is not { HasPlainKey: true } || key.HasPlainKey || _keyFrom != _segments.Count) (_key, _keyFrom) = (key, _segments.Count);
    }

    private void Map(HlsAttributes attributes)
    {
        _versions.Map = true;
        if (attributes["URI"] is not { } address || !Uri.TryCreate(source, address, out var uri))
        {
            Note(Severity.Error, "EXT-X-MAP names no initialisation section");
            return;
        }

        _map = new HlsMap(uri, attributes["BYTERANGE"] is { } range ? ParseRange(range, out _) : null);
    }

    private static HlsByteRange? ParseRange(ReadOnlySpan<char> value, out bool open)
    {
        var at = value.IndexOf('@');
        open = at < 0;
        var length = at < 0 ? value : value[..at];
        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes == 0 || bytes > int.MaxValue) return null;
        long offset = 0;
        if (!open && (!long.TryParse(value[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset > 1L << 50)) return null;
        return new HlsByteRange(bytes, offset);
    }

    // Sections 4.3.3.2 and 4.3.3.3: both stand before the first segment; later ones would renumber what was numbered.
    private long BeforeSegments(ReadOnlySpan<char> value, long known)
    {
        if (_segments.Count == 0) return Number(value);
        Note(Severity.Warning, "A sequence number stands behind the first segment");
        return known;
    }

    // Sequence numbers are 64-bit; half of that leaves room to count on.
    private static long Number(ReadOnlySpan<char> value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, long.MaxValue / 2) : 0;

    private void Note(Severity severity, string message)
    {
        if (!_problems.Exists(p => p.Message == message)) HlsParser.Add(_problems, FindingCodes.HlsInvalid, severity, message);
    }
}
