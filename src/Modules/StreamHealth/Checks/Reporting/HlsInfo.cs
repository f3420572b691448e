using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>What was found of an HLS stream (RFC 8216). The keys down to <see cref="Error"/> are stream_checker's.</summary>
internal sealed record HlsInfo
{
    [JsonPropertyName("is_hls")] public bool IsHls { get; init; }

    [JsonPropertyName("is_master_playlist")] public bool IsMasterPlaylist { get; init; }

    [JsonPropertyName("playlist_accessible")] public bool PlaylistAccessible { get; init; }

    /// <summary>Whether the first and the newest segment were really fetched and, where the key is free, decrypted; null when none was tried.</summary>
    [JsonPropertyName("segments_accessible")] public bool? SegmentsAccessible { get; init; }

    /// <summary>Addresses of the variants' playlists.</summary>
    [JsonPropertyName("variant_streams")] public IReadOnlyList<string> VariantStreams { get; init; } = [];

    /// <summary>In the media playlist that was looked at.</summary>
    [JsonPropertyName("segment_count")] public int SegmentCount { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }

    [JsonPropertyName("variants")] public IReadOnlyList<HlsVariantFacts> Variants { get; init; } = [];

    [JsonPropertyName("renditions")] public IReadOnlyList<HlsRenditionFacts> Renditions { get; init; } = [];

    /// <summary>The media playlist that was looked at and listened to.</summary>
    [JsonPropertyName("media_playlist")] public string? MediaPlaylist { get; init; }

    [JsonPropertyName("version")] public int? Version { get; init; }

    /// <summary>VOD or EVENT; null for a sliding window.</summary>
    [JsonPropertyName("playlist_type")] public string? PlaylistType { get; init; }

    /// <summary>No EXT-X-ENDLIST: more is to come.</summary>
    [JsonPropertyName("live")] public bool? Live { get; init; }

    [JsonPropertyName("target_duration_seconds")] public double? TargetDurationSeconds { get; init; }

    [JsonPropertyName("total_duration_seconds")] public double? TotalDurationSeconds { get; init; }

    [JsonPropertyName("media_sequence")] public long? MediaSequence { get; init; }

    [JsonPropertyName("discontinuity_sequence")] public long? DiscontinuitySequence { get; init; }

    [JsonPropertyName("discontinuities")] public int Discontinuities { get; init; }

    /// <summary>Segments marked as missing.</summary>
    [JsonPropertyName("gaps")] public int Gaps { get; init; }

    /// <summary>MPEG-TS, MP4, ADTS or MP3, as found in the segments.</summary>
    [JsonPropertyName("container")] public string? Container { get; init; }

    /// <summary>AES-128, SAMPLE-AES, ...; null when nothing is encrypted.</summary>
    [JsonPropertyName("encryption")] public string? Encryption { get; init; }

    /// <summary>The scheme of an encryption that only licensed players undo, such as "SAMPLE-AES (FairPlay)"; null without one.</summary>
    [JsonPropertyName("protection")] public string? Protection { get; init; }

    /// <summary>Whether the keys could be fetched and fit; null without encryption, and where a licence stands in their place.</summary>
    [JsonPropertyName("keys_accessible")] public bool? KeysAccessible { get; init; }

    /// <summary>Null unless the playlist names parts of segments.</summary>
    [JsonPropertyName("low_latency")] public HlsLowLatencyFacts? LowLatency { get; init; }

    /// <summary>The segments that were fetched.</summary>
    [JsonPropertyName("segments")] public IReadOnlyList<HlsSegmentFacts> Segments { get; init; } = [];

    /// <summary>Seconds until a new segment appeared; null when that was not seen.</summary>
    [JsonPropertyName("updated_after_seconds")] public double? UpdatedAfterSeconds { get; init; }

    /// <summary>Nothing was added for two target durations; null when that was not watched.</summary>
    [JsonPropertyName("stale")] public bool? Stale { get; init; }

    /// <summary>Advertisement and splice markers in the playlist.</summary>
    [JsonPropertyName("markers")] public IReadOnlyList<HlsMarkerFacts> Markers { get; init; } = [];

    /// <summary>What breaks the rules or would be noticed; each is a finding too.</summary>
    [JsonPropertyName("problems")] public IReadOnlyList<HlsProblemFacts> Problems { get; init; } = [];
}

internal sealed record HlsVariantFacts
{
    [JsonPropertyName("url")] public required string Url { get; init; }

    [JsonPropertyName("bandwidth_kbps")] public double BandwidthKbps { get; init; }

    [JsonPropertyName("average_bandwidth_kbps")] public double? AverageBandwidthKbps { get; init; }

    [JsonPropertyName("codecs")] public string? Codecs { get; init; }

    [JsonPropertyName("resolution")] public string? Resolution { get; init; }

    [JsonPropertyName("audio_group")] public string? AudioGroup { get; init; }

    /// <summary>Null when it was not asked for.</summary>
    [JsonPropertyName("accessible")] public bool? Accessible { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }
}

internal sealed record HlsRenditionFacts(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("group")] string Group,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("language")] string? Language,
    [property: JsonPropertyName("default")] bool IsDefault,
    [property: JsonPropertyName("url")] string? Url);

internal sealed record HlsLowLatencyFacts(
    [property: JsonPropertyName("part_target_seconds")] double? PartTargetSeconds,
    [property: JsonPropertyName("parts")] int Parts,
    [property: JsonPropertyName("preload_hint")] bool PreloadHint,
    [property: JsonPropertyName("can_block_reload")] bool CanBlockReload);

internal sealed record HlsSegmentFacts
{
    /// <summary>first or newest.</summary>
    [JsonPropertyName("which")] public required string Which { get; init; }

    [JsonPropertyName("sequence")] public required long Sequence { get; init; }

    [JsonPropertyName("url")] public required string Url { get; init; }

    [JsonPropertyName("http_status")] public int? HttpStatus { get; init; }

    [JsonPropertyName("bytes")] public int Bytes { get; init; }

    [JsonPropertyName("fetch_ms")] public double FetchMs { get; init; }

    /// <summary>As the playlist says.</summary>
    [JsonPropertyName("duration_seconds")] public double DurationSeconds { get; init; }

    /// <summary>By the audio frames in it.</summary>
    [JsonPropertyName("measured_seconds")] public double? MeasuredSeconds { get; init; }

    /// <summary>All bytes over its length: what a listener's line must carry.</summary>
    [JsonPropertyName("bitrate_kbps")] public double? BitrateKbps { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }
}

internal sealed record HlsMarkerFacts(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("tag")] string Tag,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("duration_seconds")] double? DurationSeconds,
    [property: JsonPropertyName("at")] DateTimeOffset? At,
    [property: JsonPropertyName("sequence")] long Sequence);

internal sealed record HlsProblemFacts(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("severity")] Severity Severity,
    [property: JsonPropertyName("message")] string Message);
