using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Contracts;

/// <summary>A group, what its streams inherit, and how they are.</summary>
public sealed record GroupView : IOwnTerms
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required int Position { get; init; }

    /// <summary>What the group says itself; null inherits from the settings, like all that follow. See <see cref="Effective"/>.</summary>
    public string? Schedule { get; init; }

    public int? Phase { get; init; }

    public string? DeepSchedule { get; init; }

    public int? DeepPhase { get; init; }

    public int? SampleSeconds { get; init; }

    public required StreamThresholds Thresholds { get; init; }

    public int? FailuresToDown { get; init; }

    public int? SuccessesToUp { get; init; }

    public int? RetrySeconds { get; init; }

    /// <summary>What a stream of the group gets that says nothing itself.</summary>
    public EffectiveTerms Effective { get; init; } = null!;

    /// <summary>Its streams by state.</summary>
    public StreamCounts Counts { get; init; } = null!;

    /// <summary>Rises with every change of the definition.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
