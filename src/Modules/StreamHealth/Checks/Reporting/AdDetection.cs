using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>What phase 4 found. Times are seconds of the programme from the first byte that came.</summary>
internal sealed record AdDetection
{
    /// <summary>ok or skipped.</summary>
    [JsonPropertyName("status")] public required StepStatus Status { get; init; }

    /// <summary>Why it was skipped.</summary>
    [JsonPropertyName("reason")] public string? Reason { get; init; }

    [JsonPropertyName("ads_detected")] public bool AdsDetected { get; init; }

    [JsonPropertyName("ad_breaks")] public IReadOnlyList<AdBreak> AdBreaks { get; init; } = [];

    [JsonPropertyName("total_ad_time_seconds")] public double TotalAdTimeSeconds { get; init; }

    /// <summary>Breaks per hour, reckoned from what was watched.</summary>
    [JsonPropertyName("ad_frequency_per_hour")] public double AdFrequencyPerHour { get; init; }

    [JsonPropertyName("monitoring_duration_seconds")] public double MonitoringDurationSeconds { get; init; }

    /// <summary>Titles that were on, in order.</summary>
    [JsonPropertyName("titles")] public IReadOnlyList<TitleHeard> Titles { get; init; } = [];
}

internal sealed record AdBreak(
    [property: JsonPropertyName("start_time")] double StartTime,
    [property: JsonPropertyName("end_time")] double EndTime,
    [property: JsonPropertyName("duration_seconds")] double DurationSeconds,
    [property: JsonPropertyName("detection_method")] string DetectionMethod,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("genre")] string? Genre);

internal sealed record TitleHeard(
    [property: JsonPropertyName("at_seconds")] double AtSeconds,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("is_ad")] bool IsAd);
