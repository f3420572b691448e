using Platform.Kernel.Results;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>
/// Keeps the schedule of <see cref="IScheduledWork"/> items. Call it after the module's own change is committed: the
/// sweep covers a crash in between. Calls are safe to repeat.
/// </summary>
public sealed class WorkScheduler
{
    private readonly ISchedulerFactory _factory;
    private readonly TimeProvider _clock;

    internal WorkScheduler(ISchedulerFactory factory, TimeProvider clock) => (_factory, _clock) = (factory, clock);

    /// <summary>Schedules an item, or changes its schedule or lane. A new item runs at once, then at its schedule. One of many that is due within minutes waits for its turn.</summary>
    public Task PutAsync(string kind, WorkItem item, CancellationToken cancellationToken) => PutAsync(kind, [item], cancellationToken);

    /// <summary>As <see cref="PutAsync(string, WorkItem, CancellationToken)"/>, for many items in few round trips.</summary>
    public async Task PutAsync(string kind, IReadOnlyCollection<WorkItem> items, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        var stored = await WorkTriggers.StoredAsync(scheduler, kind, items.Count == 1 ? items.First().Id : null, cancellationToken);
        var (now, place) = (_clock.GetUtcNow(), 0);
        foreach (var chunk in items.Chunk(100))
        {
            var batch = new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>>();
            var superfluous = new List<TriggerKey>();
            foreach (var item in chunk)
            {
                TriggerHeader[] old = [.. stored[item.Id]];
                var soon = old.Length == 0 && WorkTriggers.ComesSoon(item, items.Count);
                var (put, remove) = WorkTriggers.Changes(old, kind, item, now, soon);
                if (old.Length == 0 && !soon) put = [.. put, WorkTriggers.First(kind, item, place++, now)];
                if (put.Count > 0) batch[Job(kind, item)] = put;
                superfluous.AddRange(remove);
            }

            if (batch.Count > 0) await scheduler.ScheduleJobs(batch, ScheduleJobOptions.Replacing, cancellationToken);
            if (superfluous.Count > 0) await scheduler.UnscheduleJobs(superfluous, cancellationToken);
        }
    }

    /// <summary>Stops scheduling an item. A run in progress is asked to stop.</summary>
    public async Task RemoveAsync(string kind, string id, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        await scheduler.Interrupt(Keys.Work(kind, id), cancellationToken);
        // Not DeleteJob: it takes the triggers away one by one, and throws when one has ended by itself meanwhile, as that of a run that is stopped does.
        await scheduler.DeleteJobs([Keys.Work(kind, id)], cancellationToken);
    }

    /// <summary>
    /// Runs an item now, beside its schedule. <c>work.running</c> (conflict) while it runs, <c>work.not_found</c> when
    /// it is not scheduled. Asking twice before it starts is asking once.
    /// </summary>
    public Task<Result<Unit>> RunNowAsync(string kind, string id, CancellationToken cancellationToken) => RunNowAsync(kind, id, turn: null, cancellationToken);

    /// <summary>As <see cref="RunNowAsync(string, string, CancellationToken)"/>, in one of the item's turns, in that turn's lane. An item without that turn runs in its own.</summary>
    public async Task<Result<Unit>> RunNowAsync(string kind, string id, string? turn, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        if (await FindAsync(scheduler, kind, id, turn, cancellationToken) is null) return Error.NotFound("work", id);
        if (await IsRunningAsync(scheduler, Keys.Work(kind, id), cancellationToken)) return Error.Conflict("work.running", "This is running already; its result comes shortly.");
        return await RunNextAsync(kind, id, turn, cancellationToken);
    }

    /// <summary>
    /// Runs an item now, or once the run that is going on has ended. Asking twice before it starts is asking once.
    /// <c>work.not_found</c> when the item is not scheduled.
    /// </summary>
    public async Task<Result<Unit>> RunNextAsync(string kind, string id, string? turn, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        var job = Keys.Work(kind, id);
        if (await FindAsync(scheduler, kind, id, turn, cancellationToken) is not { } trigger) return Error.NotFound("work", id);
        var now = WorkTriggers.With(turn, Triggers.Now(job, trigger.ExecutionGroup!, _clock.GetUtcNow())).Build();
        await scheduler.ScheduleTrigger(now, TriggerConflict.Keep, cancellationToken);
        return Unit.Value;
    }

    /// <summary>
    /// Runs an item once more at a later time, beside its schedule: to look again after a failure. May be called while the
    /// item runs. Of several such times the first asked for counts, until it has come. <c>work.not_found</c> when the item is not scheduled.
    /// </summary>
    public async Task<Result<Unit>> RunAtAsync(string kind, string id, string? turn, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        var job = Keys.Work(kind, id);
        if (await FindAsync(scheduler, kind, id, turn, cancellationToken) is not { } trigger) return Error.NotFound("work", id);
        var again = WorkTriggers.With(turn, Triggers.Now(job, trigger.ExecutionGroup!, at).WithIdentity(Keys.Again(job))).Build();
        await scheduler.ScheduleTrigger(again, TriggerConflict.Keep, cancellationToken);
        return Unit.Value;
    }

    /// <summary>Stops scheduling items, as <see cref="RemoveAsync(string, string, CancellationToken)"/>; runs in progress end by themselves.</summary>
    public async Task RemoveAsync(string kind, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        foreach (var chunk in ids.Chunk(100)) await scheduler.DeleteJobs([.. chunk.Select(id => Keys.Work(kind, id))], cancellationToken);
    }

    /// <summary>Whether an item is running, on any node.</summary>
    public async Task<bool> IsRunningAsync(string kind, string id, CancellationToken cancellationToken) =>
        await IsRunningAsync(await _factory.GetScheduler(cancellationToken), Keys.Work(kind, id), cancellationToken);

    /// <summary>When an item is due next; null when it is not scheduled.</summary>
    public async Task<DateTimeOffset?> NextRunAsync(string kind, string id, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        return (await scheduler.GetTrigger(Keys.WorkTrigger(kind, id), cancellationToken))?.NextFireTimeUtc;
    }

    private static async Task<ITrigger?> FindAsync(IScheduler scheduler, string kind, string id, string? turn, CancellationToken cancellationToken) =>
        (turn is null ? null : await scheduler.GetTrigger(Keys.WorkTrigger(kind, id, turn), cancellationToken))
        ?? await scheduler.GetTrigger(Keys.WorkTrigger(kind, id), cancellationToken);

    private static async Task<bool> IsRunningAsync(IScheduler scheduler, JobKey job, CancellationToken cancellationToken) =>
        (await scheduler.QueryFireInstances(new FireInstanceQuery { Job = job, Take = 1 }, cancellationToken)).Items.Count > 0;

    private static IJobDetail Job(string kind, WorkItem item) =>
        JobBuilder.Create<ScheduledWorkRunner>().WithIdentity(Keys.Work(kind, item.Id)).StoreDurably().RequestRecovery().Build();
}
