using Platform.Kernel.Health;
using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>Whether work that is due gets done.</summary>
internal sealed class SchedulerInspection(ISchedulerFactory factory, JobCatalog jobs, WorkCatalog work, TimeProvider clock) : IHealthInspection
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);

    public string Id => "scheduler";

    public async Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        string[] failures = [.. jobs.Failures, .. work.Failures];
        if (failures.Length > 0)
            return HealthFinding.Error("Scheduler", $"Cannot be scheduled: {string.Join("; ", failures)}", "Update or disable the module they belong to; the log has the details.", "tasks");
        var scheduler = await factory.GetScheduler(cancellationToken);
        if (scheduler.Status != SchedulerStatus.Running)
            return HealthFinding.Error("Scheduler", "It has not started, so nothing is checked and no job runs.", "Look into the log for why; it is tried again every few seconds.");
        var broken = await CountAsync(scheduler, new TriggerQuery { State = TriggerState.Error }, cancellationToken);
        if (broken > 0) return HealthFinding.Warning("Scheduler", $"{broken} schedules failed again and again.", "They are brought back every minute; if this stays, the log says why.", "tasks");
        var late = await LateAsync(scheduler, cancellationToken);
        return late.Count == 0
            ? HealthFinding.Ok("Scheduler", "Running, and nothing is late.")
            : HealthFinding.Warning(
                "Scheduler", $"{late.Sum(l => l.Count())} runs are more than {Late.TotalMinutes:0} minutes late in lane {string.Join(", ", late.Select(l => l.Key))}.",
                "Raise the lane's limit if the machine has room, add a node that takes the lane, or check less often.", "settings");
    }

    private static async Task<int> CountAsync(IScheduler scheduler, TriggerQuery query, CancellationToken cancellationToken) =>
        (await scheduler.QueryTriggers(query with { Take = 0, IncludeTotalCount = true }, cancellationToken)).TotalCount ?? 0;

    private async Task<List<IGrouping<string, TriggerHeader>>> LateAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var query = new TriggerQuery { State = TriggerState.Normal, NextFireTimeBefore = clock.GetUtcNow() - Late, Take = 1000 };
        return [.. (await scheduler.QueryTriggers(query, cancellationToken)).Items.GroupBy(t => t.ExecutionGroup ?? "none")];
    }
}
