namespace Platform.StreamHealth.Contracts;

/// <summary>Which streams a maintenance window is for: all, or those that one of the lists names.</summary>
public sealed record MaintenanceScope
{
    public bool All { get; init; }

    public IReadOnlyList<Guid> StreamIds { get; init; } = [];

    public IReadOnlyList<Guid> GroupIds { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>A maintenance window as somebody defines it: either <see cref="StartsAt"/> and <see cref="EndsAt"/>, or <see cref="Schedule"/> and <see cref="DurationMinutes"/>.</summary>
public sealed record MaintenanceInput
{
    /// <summary>What is done: "Transmitter service".</summary>
    public string Title { get; init; } = "";

    public string? Note { get; init; }

    public MaintenanceScope Scope { get; init; } = new();

    /// <summary>Begin of a single window.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>End of a single window.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When a recurring window begins: <c>cron 0 2 * * 0 @ Europe/Berlin</c> or <c>rrule FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2 @ America/New_York</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary>How long a recurring window lasts: minutes of elapsed time, 1 to 10080.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>On update: the version that was read. Null updates whatever is there.</summary>
    public int? Version { get; init; }
}

/// <summary>One time that a window is open.</summary>
/// <param name="From">Begin, inclusive.</param>
/// <param name="Until">End, exclusive.</param>
public sealed record MaintenanceOccurrence(DateTimeOffset From, DateTimeOffset Until);

public enum MaintenanceState
{
    /// <summary>Open now.</summary>
    Active,

    Upcoming,

    /// <summary>It will not open again.</summary>
    Over,
}

/// <summary>A maintenance window.</summary>
public sealed record MaintenanceView
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public string? Note { get; init; }

    public required MaintenanceScope Scope { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public string? Schedule { get; init; }

    public int? DurationMinutes { get; init; }

    public required MaintenanceState State { get; init; }

    /// <summary>The time it is open now; null when it is not.</summary>
    public MaintenanceOccurrence? Current { get; init; }

    /// <summary>The next times, at most five; one that is open now is not among them.</summary>
    public required IReadOnlyList<MaintenanceOccurrence> Next { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Rises with every change.</summary>
    public required int Version { get; init; }
}
