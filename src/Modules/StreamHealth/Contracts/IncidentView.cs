namespace Platform.StreamHealth.Contracts;

public enum IncidentSeverity
{
    /// <summary>Listeners hear it, but something is outside its thresholds.</summary>
    Degraded,

    /// <summary>Listeners hear nothing, or nothing worth hearing.</summary>
    Down,
}

public enum IncidentState
{
    Open,

    /// <summary>Somebody looks after it; nobody else is called.</summary>
    Acknowledged,

    Resolved,
}

/// <summary>What happened in the course of an incident.</summary>
public enum IncidentEntryKind
{
    Opened,
    StateChanged,
    Notified,
    Acknowledged,
    Comment,
    Flapping,
    Maintenance,
    Resolved,
    Reopened,
    PostMortem,
}

/// <summary>One time that a stream was down or degraded.</summary>
public sealed record IncidentView
{
    public required Guid Id { get; init; }

    public required Guid StreamId { get; init; }

    public required string StreamName { get; init; }

    public required IncidentSeverity Severity { get; init; }

    public required IncidentState State { get; init; }

    /// <summary>When enough checks had failed.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the first of the checks that led to it was made.</summary>
    public required DateTimeOffset FailingSince { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>From the first failing check to the end, or to now; seconds, never negative.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Code of the worst finding.</summary>
    public required string Code { get; init; }

    /// <summary>The worst finding in one sentence.</summary>
    public required string Reason { get; init; }

    public Guid? FirstResultId { get; init; }

    public Guid? LastResultId { get; init; }

    /// <summary>Checks that were not good.</summary>
    public required int BadChecks { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who resolved it; null when the stream recovered by itself.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>The stream it depends on, whose being down is the cause.</summary>
    public Guid? CauseStreamId { get; init; }

    public string? CauseStreamName { get; init; }

    /// <summary>The stream keeps changing between states.</summary>
    public required bool Flapping { get; init; }

    /// <summary>How often it failed again shortly after it had recovered.</summary>
    public required int Reopened { get; init; }

    /// <summary>What was learnt, as markdown.</summary>
    public string? PostMortem { get; init; }

    public string? PostMortemBy { get; init; }

    public DateTimeOffset? PostMortemAt { get; init; }
}

/// <summary>An incident with all that happened in it, oldest first.</summary>
public sealed record IncidentDetail(IncidentView Incident, IReadOnlyList<IncidentEntryView> Timeline);

/// <summary>One line of an incident's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">One sentence, or a person's comment as markdown.</param>
/// <param name="Author">Who; null for the platform itself.</param>
/// <param name="ResultId">The check it is about.</param>
public sealed record IncidentEntryView(DateTimeOffset At, IncidentEntryKind Kind, string Text, string? Author, Guid? ResultId);

/// <summary>How many incidents there are.</summary>
/// <param name="Open">Not acknowledged by anybody yet.</param>
/// <param name="Acknowledged">Somebody looks after them.</param>
/// <param name="Resolved">Over.</param>
public sealed record IncidentCounts(int Open, int Acknowledged, int Resolved);
