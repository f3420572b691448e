namespace Platform.StreamHealth.Contracts;

/// <summary>How a stream is really checked and judged, inherited values filled in.</summary>
public sealed record EffectiveTerms
{
    public required string Schedule { get; init; }

    public required int Phase { get; init; }

    /// <summary>When a deeper check runs besides; null for never.</summary>
    public string? DeepSchedule { get; init; }

    public required int DeepPhase { get; init; }

    public required int SampleSeconds { get; init; }

    public required StreamThresholds Thresholds { get; init; }

    public required int FailuresToDown { get; init; }

    public required int SuccessesToUp { get; init; }

    public required int RetrySeconds { get; init; }
}
