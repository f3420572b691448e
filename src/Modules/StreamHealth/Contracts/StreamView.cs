using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.Contracts;

/// <summary>A stream: its definition, and how it was when last checked.</summary>
public sealed record StreamView : IOwnTerms
{
    public required Guid Id { get; init; }

    /// <summary>stream_checker's identity: 16 hex digits made of the normalised URL.</summary>
    public required string StreamId { get; init; }

    public required string Url { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>False while its checks are paused.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The group it belongs to.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>The group's name.</summary>
    public string? Group { get; init; }

    /// <summary>The stream it depends on.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The parent's name.</summary>
    public string? Parent { get; init; }

    /// <summary>Its own schedule; null inherits, like all that follow. See <see cref="Effective"/>.</summary>
    public string? Schedule { get; init; }

    public int? Phase { get; init; }

    public string? DeepSchedule { get; init; }

    public int? DeepPhase { get; init; }

    public int? SampleSeconds { get; init; }

    public required StreamThresholds Thresholds { get; init; }

    public int? FailuresToDown { get; init; }

    public int? SuccessesToUp { get; init; }

    public int? RetrySeconds { get; init; }

    /// <summary>How it is really checked and judged: what it does not say itself is its group's, or the settings'.</summary>
    public EffectiveTerms Effective { get; init; } = null!;

    /// <summary>Rises with every change of the definition; also the ETag.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required StreamStatus Status { get; init; }

    /// <summary>Told when the stream was just saved: what may be a mistake, such as a host name that does not resolve now.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The group's own terms, from which <see cref="Effective"/> is made.</summary>
    internal StreamGroup? GroupRow { get; init; }
}

/// <summary>How a stream was when last checked.</summary>
public sealed record StreamStatus
{
    public required StreamState State { get; init; }

    /// <summary>Since when it has been in this state; null before the first check.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    public Guid? ResultId { get; init; }

    /// <summary>Health score of the last check, 0 to 100.</summary>
    public int? Score { get; init; }

    /// <summary>The worst finding in one sentence; null when healthy.</summary>
    public string? Reason { get; init; }

    /// <summary>Time to the first byte of the last check, in milliseconds.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Integrated loudness of the last check that listened, in LUFS.</summary>
    public double? Lufs { get; init; }

    /// <summary>What was playing.</summary>
    public string? Title { get; init; }

    /// <summary>Checks stored since the stream was added.</summary>
    public required long Checks { get; init; }

    /// <summary>What the monitor makes of the checks: one bad check is not an outage.</summary>
    public MonitorState Monitor { get; init; }

    /// <summary>Since when the monitor is in this state; null before the first check.</summary>
    public DateTimeOffset? MonitorSince { get; init; }

    /// <summary>Failing checks in a row.</summary>
    public int FailuresInRow { get; init; }

    /// <summary>It keeps changing between states; people were told once and are not told again until it is calm.</summary>
    public bool Flapping { get; init; }
}
