namespace Platform.Scheduling;

/// <summary>A job as lists and pages show it.</summary>
public sealed record JobView
{
    /// <summary>Stable name of the job: <c>streamhealth.trim-results</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>One sentence that says what a run does.</summary>
    public required string Description { get; init; }

    public required string Category { get; init; }

    /// <summary>The lane it runs in.</summary>
    public required string Lane { get; init; }

    /// <summary>Text form of the schedule in force; null runs only on demand.</summary>
    public string? Schedule { get; init; }

    /// <summary>The schedule in words.</summary>
    public required string ScheduleInWords { get; init; }

    /// <summary>Text form of the schedule the job comes with.</summary>
    public string? DefaultSchedule { get; init; }

    /// <summary>Whether an operator changed the schedule.</summary>
    public bool ScheduleEdited { get; init; }

    /// <summary>Whether its schedule is suspended.</summary>
    public bool Paused { get; init; }

    /// <summary>When it is due next; null when it is paused or has no schedule.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Whether a run was asked for that has not started.</summary>
    public bool Queued { get; init; }

    /// <summary>The run in progress.</summary>
    public RunningView? Running { get; init; }

    /// <summary>The last finished run.</summary>
    public LastRunView? LastRun { get; init; }

    /// <summary>How many runs in a row failed.</summary>
    public int ConsecutiveFailures { get; init; }
}

/// <summary>A run in progress.</summary>
/// <param name="Id">Names the run among those in flight.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Node">Where it runs.</param>
/// <param name="Progress">0 to 1; null until it reports.</param>
/// <param name="Phase">What it is doing, in a word or two.</param>
public sealed record RunningView(string Id, DateTimeOffset StartedAt, string Node, double? Progress, string? Phase);

/// <summary>The last finished run of a job.</summary>
/// <param name="Id">Id of the run in the history; the row may have been trimmed.</param>
/// <param name="Status">How it went.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="DurationSeconds">How long it took; null when that is not known.</param>
/// <param name="Reason">Why it failed, or what it says it achieved.</param>
public sealed record LastRunView(string? Id, RunStatus Status, DateTimeOffset StartedAt, double? DurationSeconds, string? Reason);

/// <summary>A run in the history of a job.</summary>
public sealed record RunView
{
    public required string Id { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Why it failed, or what it says it achieved.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took; null for an interrupted run, whose end nobody saw.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Where it ran; null when that is not known.</summary>
    public string? Node { get; init; }

    /// <summary>Which try this was: 1 for the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether it failed and is going to be tried again.</summary>
    public bool WillRetry { get; init; }

    /// <summary>Whether somebody asked for it.</summary>
    public bool Manual { get; init; }

    /// <summary>The last lines it logged; only when one run is asked for.</summary>
    public string? Log { get; init; }
}
