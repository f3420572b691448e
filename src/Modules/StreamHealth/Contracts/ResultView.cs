
namespace Platform.StreamHealth.Contracts;

/// <summary>The key figures of one check. The whole report stands beside it for the newest checks of a stream.</summary>
public sealed record ResultView
{
    /// <summary>Also the report's <c>test_run_id</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The stream that was checked.</summary>
    public required Guid StreamId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the check took, in milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>The last phase that was carried out, 1 to 4.</summary>
    public required int Phase { get; init; }

    public required StreamState State { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Score { get; init; }

    /// <summary>The worst finding in one sentence; null when healthy.</summary>
    public string? Reason { get; init; }

    /// <summary>Stable codes of all findings, worst first.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    public int? HttpStatus { get; init; }

    public double? DnsMs { get; init; }

    public double? ConnectMs { get; init; }

    public double? TlsMs { get; init; }

    public double? FirstByteMs { get; init; }

    public string? Codec { get; init; }

    public int? BitrateKbps { get; init; }

    public int? SampleRateHz { get; init; }

    public int? Channels { get; init; }

    /// <summary>Integrated loudness, LUFS (EBU R 128).</summary>
    public double? Lufs { get; init; }

    /// <summary>Highest short-term (3 s) loudness, LUFS.</summary>
    public double? ShortTermMaxLufs { get; init; }

    /// <summary>Mean level, dBFS.</summary>
    public double? RmsDb { get; init; }

    /// <summary>Highest true peak, dBTP.</summary>
    public double? TruePeakDb { get; init; }

    /// <summary>Share of silent 100 ms windows, percent.</summary>
    public double? SilencePercent { get; init; }

    /// <summary>Share of clipped samples, percent.</summary>
    public double? ClippingPercent { get; init; }

    public string? Title { get; init; }

    /// <summary>The monitor's state after this check.</summary>
    public MonitorState Monitor { get; init; }

    /// <summary>Whether the whole report is still kept.</summary>
    public required bool HasReport { get; init; }
}
