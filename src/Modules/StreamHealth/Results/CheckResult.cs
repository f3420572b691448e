using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Results;

/// <summary>The key figures of one check, as columns, so that lists and charts never read a report.</summary>
internal sealed class CheckResult
{
    public required Guid Id { get; init; }

    public required Guid StreamId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double DurationMs { get; init; }

    public required int Phase { get; init; }

    public required StreamState State { get; init; }

    public required int Score { get; init; }

    public string? Reason { get; init; }

    /// <summary>Codes of the findings, worst first, separated by spaces.</summary>
    public required string Findings { get; init; }

    public int? HttpStatus { get; init; }

    public double? DnsMs { get; init; }

    public double? ConnectMs { get; init; }

    public double? TlsMs { get; init; }

    public double? FirstByteMs { get; init; }

    public string? Codec { get; init; }

    public int? BitrateKbps { get; init; }

    public int? SampleRateHz { get; init; }

    public int? Channels { get; init; }

    public double? Lufs { get; init; }

    public double? ShortTermMaxLufs { get; init; }

    public double? RmsDb { get; init; }

    public double? TruePeakDb { get; init; }

    public double? SilencePercent { get; init; }

    public double? ClippingPercent { get; init; }

    public string? Title { get; init; }

    /// <summary>The monitor's state after this check.</summary>
    public MonitorState Monitor { get; set; } = MonitorState.Pending;
}

/// <summary>The whole report of a check as brotli-compressed JSON; kept for the newest checks of each stream.</summary>
internal sealed class StoredReport
{
    public required Guid ResultId { get; init; }

    public required Guid StreamId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required byte[] Json { get; init; }
}
