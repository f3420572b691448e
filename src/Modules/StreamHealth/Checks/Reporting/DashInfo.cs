using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>What an MPEG-DASH manifest (ISO/IEC 23009-1) says. Manifests are read, their segments are not followed.</summary>
internal sealed record DashInfo
{
    /// <summary>A dynamic manifest: more is to come.</summary>
    [JsonPropertyName("live")] public bool Live { get; init; }

    /// <summary>The adaptation sets of all periods, those without audio included.</summary>
    [JsonPropertyName("adaptation_sets")] public int AdaptationSets { get; init; }

    /// <summary>One for each representation of audio.</summary>
    [JsonPropertyName("audio")] public IReadOnlyList<DashAudio> Audio { get; init; } = [];

    /// <summary>Whether audio is encrypted for players with a licence.</summary>
    [JsonPropertyName("protected")] public bool Protected { get; init; }

    /// <summary>When the manifest was written, by its own word.</summary>
    [JsonPropertyName("publish_time")] public DateTimeOffset? PublishTime { get; init; }

    [JsonPropertyName("availability_start")] public DateTimeOffset? AvailabilityStart { get; init; }

    [JsonPropertyName("availability_end")] public DateTimeOffset? AvailabilityEnd { get; init; }

    /// <summary>How often players ask for a new manifest; null when they need not.</summary>
    [JsonPropertyName("update_seconds")] public double? UpdateSeconds { get; init; }

    [JsonPropertyName("duration_seconds")] public double? DurationSeconds { get; init; }

    /// <summary>When the last audio segment that a live manifest names ends; null where it names none by time.</summary>
    [JsonPropertyName("live_edge")] public DateTimeOffset? LiveEdge { get; init; }

    /// <summary>Why the manifest could not be read to its end.</summary>
    [JsonPropertyName("error")] public string? Error { get; init; }
}

internal sealed record DashAudio(
    [property: JsonPropertyName("codecs")] string? Codecs,
    [property: JsonPropertyName("bandwidth_kbps")] double? BandwidthKbps,
    [property: JsonPropertyName("language")] string? Language,
    [property: JsonPropertyName("sample_rate_hz")] int? SampleRateHz = null,
    [property: JsonPropertyName("channels")] int? Channels = null);
