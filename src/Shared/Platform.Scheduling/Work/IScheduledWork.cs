namespace Platform.Scheduling;

/// <summary>
/// Recurring work with many items whose truth is in a module's own table (one item is one stream to check).
/// Implementations are found by type, and built by the container in a scope of their own for each run.
/// An item never runs twice at once, in the whole cluster. Runs leave no row in the task history: the module keeps its
/// own results. Work that a crash or the stopping of the service cut short runs again, in the same turn, as soon as a node can.
/// </summary>
public interface IScheduledWork
{
    /// <summary>Lower-case and stable, with the module first: <c>streamhealth.check</c>.</summary>
    string Kind { get; }

    /// <summary>Does the work for one item. An item that is gone should be ignored: the schedule follows shortly.</summary>
    Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken);

    /// <summary>
    /// Everything that ought to be scheduled now. The sweep compares this with what is scheduled at start and
    /// periodically, and mends what differs.
    /// </summary>
    Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken);
}
