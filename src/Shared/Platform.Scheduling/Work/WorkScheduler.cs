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

    /// <summary>Schedules an item, or changes its schedule or lane. A new item runs at once, then at its schedule.</summary>
    public Task PutAsync(string kind, WorkItem item, CancellationToken cancellationToken) => PutAsync(kind, [item], cancellationToken);

    /// <summary>As <see cref="PutAsync(string, WorkItem, CancellationToken)"/>, for many items in few round trips.</summary>
    public async Task PutAsync(string kind, IReadOnlyCollection<WorkItem> items, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        var stored = (await scheduler.GetTriggers([.. items.Select(i => Keys.WorkTrigger(kind, i.Id))], cancellationToken)).ToDictionary(t => t.Key.Name);
        foreach (var chunk in items.Chunk(100))
        {
            var batch = new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>>();
            foreach (var item in chunk)
            {
                var old = stored.GetValueOrDefault(item.Id);
                if (old is null || old.Description != item.Schedule.ToString() || old.ExecutionGroup != item.Lane) batch[Job(kind, item)] = For(kind, item, isNew: old is null);
            }

            if (batch.Count > 0) await scheduler.ScheduleJobs(batch, ScheduleJobOptions.Replacing, cancellationToken);
        }
    }

    /// <summary>Stops scheduling an item. A run in progress is asked to stop.</summary>
    public async Task RemoveAsync(string kind, string id, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        await scheduler.Interrupt(Keys.Work(kind, id), cancellationToken);
        await scheduler.DeleteJob(Keys.Work(kind, id), cancellationToken);
    }

    /// <summary>
    /// Runs an item now, beside its schedule. <c>work.running</c> (conflict) while it runs, <c>work.not_found</c> when
    /// it is not scheduled. Asking twice before it starts is asking once.
    /// </summary>
    public async Task<Result<Unit>> RunNowAsync(string kind, string id, CancellationToken cancellationToken)
    {
        var scheduler = await _factory.GetScheduler(cancellationToken);
        var job = Keys.Work(kind, id);
        if (await scheduler.GetTrigger(Keys.WorkTrigger(kind, id), cancellationToken) is not { } trigger) return Error.NotFound("work", id);
        if (await IsRunningAsync(scheduler, job, cancellationToken)) return Error.Conflict("work.running", "This is running already; its result comes shortly.");
        await scheduler.ScheduleTrigger(Triggers.Now(job, trigger.ExecutionGroup!, _clock.GetUtcNow()).Build(), TriggerConflict.Keep, cancellationToken);
        return Unit.Value;
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

    private static async Task<bool> IsRunningAsync(IScheduler scheduler, JobKey job, CancellationToken cancellationToken) =>
        (await scheduler.QueryFireInstances(new FireInstanceQuery { Job = job, Take = 1 }, cancellationToken)).Items.Count > 0;

    private static IJobDetail Job(string kind, WorkItem item) =>
        JobBuilder.Create<ScheduledWorkRunner>().WithIdentity(Keys.Work(kind, item.Id)).StoreDurably().Build();

    private ITrigger[] For(string kind, WorkItem item, bool isNew)
    {
        var (job, now) = (Keys.Work(kind, item.Id), _clock.GetUtcNow());
        var scheduled = Triggers.For(item.Schedule, Keys.WorkTrigger(kind, item.Id), job, item.Lane, now, spread: true).Build();
        return isNew ? [scheduled, Triggers.Now(job, item.Lane, now).Build()] : [scheduled];
    }
}
