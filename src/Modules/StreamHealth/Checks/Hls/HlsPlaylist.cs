using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>Something in a playlist, or in how it changes, that breaks RFC 8216 or that a listener would notice.</summary>
internal sealed record HlsProblem(string Code, Severity Severity, string Message);

/// <summary>A playlist of either kind.</summary>
internal sealed record HlsPlaylist(HlsMaster? Master, HlsMedia? Media);

/// <summary>A master playlist: the same programme in several qualities.</summary>
internal sealed record HlsMaster(IReadOnlyList<HlsVariant> Variants, IReadOnlyList<HlsRendition> Renditions, IReadOnlyList<HlsProblem> Problems);

/// <param name="Uri">Of the media playlist.</param>
/// <param name="Bandwidth">Peak bit/s as advertised; 0 when missing.</param>
/// <param name="AverageBandwidth">Average bit/s as advertised.</param>
/// <param name="Codecs">As RFC 6381 names them: "mp4a.40.2".</param>
/// <param name="Resolution">Present where there is video.</param>
/// <param name="AudioGroup">The group of renditions that carries the audio; null when the variant carries it itself.</param>
internal sealed record HlsVariant(Uri Uri, long Bandwidth, long? AverageBandwidth, string? Codecs, string? Resolution, string? AudioGroup)
{
    private static readonly string[] Video = ["avc", "hvc", "hev", "vp0", "vp8", "vp9", "av01", "dvh", "mp4v"];

    public bool HasVideo => Resolution is not null || Video.Any(v => Codecs?.Contains(v, StringComparison.OrdinalIgnoreCase) == true);
}

/// <param name="Type">AUDIO, VIDEO, SUBTITLES or CLOSED-CAPTIONS.</param>
/// <param name="Group">The group's id.</param>
/// <param name="Name">For people.</param>
/// <param name="Language">RFC 5646 tag, where given.</param>
/// <param name="IsDefault">To be played when the user chose nothing.</param>
/// <param name="Uri">Null when the variant itself carries it.</param>
internal sealed record HlsRendition(string Type, string Group, string Name, string? Language, bool IsDefault, Uri? Uri);

/// <summary>A media playlist: the segments, in order.</summary>
internal sealed record HlsMedia
{
    public required int Version { get; init; }

    /// <summary>EXT-X-TARGETDURATION, seconds; where it is missing, the longest segment.</summary>
    public required double TargetSeconds { get; init; }

    public required long MediaSequence { get; init; }

    public required long DiscontinuitySequence { get; init; }

    /// <summary>VOD or EVENT; null otherwise.</summary>
    public required string? Type { get; init; }

    /// <summary>Whether more segments may come: no EXT-X-ENDLIST.</summary>
    public required bool IsLive { get; init; }

    public required IReadOnlyList<HlsSegment> Segments { get; init; }

    /// <summary>Set when the playlist names parts of segments (low-latency HLS).</summary>
    public HlsLowLatency? LowLatency { get; init; }

    /// <summary>What the playlist alone says about itself.</summary>
    public required IReadOnlyList<HlsProblem> Problems { get; init; }

    public double TotalSeconds => Segments.Sum(s => s.Seconds);
}

internal sealed record HlsSegment
{
    public required Uri Uri { get; init; }

    /// <summary>As the playlist says.</summary>
    public required double Seconds { get; init; }

    /// <summary>Media sequence number.</summary>
    public required long Sequence { get; init; }

    /// <summary>Encoding parameters or timestamps change before this one.</summary>
    public bool IsDiscontinuity { get; init; }

    /// <summary>EXT-X-GAP: the segment is missing and must not be asked for.</summary>
    public bool IsGap { get; init; }

    public HlsByteRange? Range { get; init; }

    public HlsKey? Key { get; init; }

    /// <summary>The initialisation section (fMP4), if any.</summary>
    public HlsMap? Map { get; init; }

    /// <summary>The wall-clock time of its first sample, where the playlist says.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Text after the duration, sometimes the title.</summary>
    public string? Title { get; init; }

    /// <summary>Advertisement and splice markers before this segment.</summary>
    public IReadOnlyList<HlsMarker> Markers { get; init; } = [];
}

internal readonly record struct HlsByteRange(long Length, long Offset);

internal sealed record HlsMap(Uri Uri, HlsByteRange? Range);

/// <param name="Method">NONE never occurs here; AES-128, SAMPLE-AES or another.</param>
/// <param name="Uri">Where the key is; null when the tag has none.</param>
/// <param name="Iv">16 bytes; null: the media sequence number.</param>
/// <param name="Format">KEYFORMAT; null means "identity".</param>
internal sealed record HlsKey(string Method, Uri? Uri, ReadOnlyMemory<byte>? Iv, string? Format)
{
    /// <summary>Whether whole segments are encrypted with a key that anybody may fetch.</summary>
    public bool IsPlain => Method == "AES-128" && HasPlainKey;

    /// <summary>Whether the key itself, and not a licence, stands at its address.</summary>
    public bool HasPlainKey => Format is null or "identity";

    /// <summary>The scheme, for people: "SAMPLE-AES (FairPlay)".</summary>
    public string Scheme => Format switch
    {
        null or "identity" => Method,
        "com.apple.streamingkeydelivery" => $"{Method} (FairPlay)",
        "urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed" => $"{Method} (Widevine)",
        "com.microsoft.playready" or "urn:uuid:9a04f079-9840-4286-ab92-e65be0885f95" => $"{Method} (PlayReady)",
        _ => $"{Method} ({Format})",
    };
}

internal enum HlsMarkerKind
{
    /// <summary>A break begins.</summary>
    Out,

    /// <summary>A break goes on.</summary>
    Continue,

    /// <summary>A break ends.</summary>
    In,

    /// <summary>A splice point or date range that says nothing of a break.</summary>
    Other,
}

/// <summary>A marker in a playlist: SCTE-35, CUE-OUT and CUE-IN, or a date range.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Tag">The playlist's tag, without its leading "#".</param>
/// <param name="Id">Of the break, where given.</param>
/// <param name="Seconds">Planned length of the break; for one that goes on, what is left of it.</param>
/// <param name="At">Wall-clock time, where given.</param>
internal sealed record HlsMarker(HlsMarkerKind Kind, string Tag, string? Id = null, double? Seconds = null, DateTimeOffset? At = null);
