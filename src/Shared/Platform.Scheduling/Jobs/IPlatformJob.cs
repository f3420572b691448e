namespace Platform.Scheduling;

/// <summary>
/// A task an operator sees on the Tasks page. Implementations are found by type in the host and in every module,
/// built by the container in a scope of their own for each run, and never run twice at once, in the whole cluster.
/// A run that a crash cut short is recorded as interrupted and run again, so <see cref="ExecuteAsync"/> must be
/// safe to repeat.
/// </summary>
public interface IPlatformJob
{
    /// <summary>Lower-case and stable, with the module first: <c>streamhealth.trim-results</c>. Part of addresses and of the history.</summary>
    string Key { get; }

    /// <summary>A few words for a table: "Trim old results".</summary>
    string Name { get; }

    /// <summary>One sentence that says what a run does.</summary>
    string Description { get; }

    /// <summary>Heading the job is listed under: "Maintenance".</summary>
    string Category { get; }

    /// <summary>When it runs unless an operator says otherwise; null runs it only on demand.</summary>
    Schedule? DefaultSchedule { get; }

    /// <summary>One of <see cref="Lanes"/>.</summary>
    string Lane => Lanes.System;

    /// <summary>How a failed run is tried again before it counts as failed; null for not at all.</summary>
    JobRetry? Retry => null;

    /// <summary>
    /// Does the work. An exception fails the run and its message is the reason shown; cancellation is asked for by an
    /// operator or by the service stopping and must be honoured soon.
    /// </summary>
    Task ExecuteAsync(JobRun run, CancellationToken cancellationToken);
}

/// <summary>How a failed run is tried again.</summary>
/// <param name="Attempts">Tries after the first, 1 to 20.</param>
/// <param name="FirstDelay">Wait before the first of them; each further wait is twice the one before, up to an hour.</param>
public sealed record JobRetry(int Attempts, TimeSpan FirstDelay);
