using Platform.Kernel.Results;

namespace Platform.Scheduling;

/// <summary>Keeps the schedule of <see cref="IScheduledWork"/> items. Call it after the module's own change is committed; the sweep covers a crash in between.</summary>
public sealed class WorkScheduler
{
    /// <summary>Schedules an item, or changes its schedule or lane. A new item runs at once, then at its schedule.</summary>
    public Task PutAsync(string kind, WorkItem item, CancellationToken cancellationToken) => throw new NotSupportedException($"{kind} {item} {cancellationToken}");

    /// <summary>Stops scheduling an item. A run in progress is asked to stop.</summary>
    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken) => throw new NotSupportedException($"{kind} {id} {cancellationToken}");

    /// <summary>Runs an item now, beside its schedule. Conflict when it is running; not found when it is not scheduled.</summary>
    public Task<Result<Unit>> RunNowAsync(string kind, string id, CancellationToken cancellationToken) => throw new NotSupportedException($"{kind} {id} {cancellationToken}");
}
