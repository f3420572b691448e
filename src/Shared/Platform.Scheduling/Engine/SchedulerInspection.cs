using Platform.Kernel.Health;
using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>Whether the scheduler runs and holds what it ought to; <see cref="LaneInspection"/> tells whether it keeps up.</summary>
internal sealed class SchedulerInspection(ISchedulerFactory factory, JobCatalog jobs, WorkCatalog work) : IHealthInspection
{
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
        return broken == 0 ? HealthFinding.Ok("Scheduler", "Running.")
            : HealthFinding.Warning("Scheduler", $"{broken} schedules failed again and again.", "They are brought back every minute; if this stays, the log says why.", "tasks");
    }

    private static async Task<int> CountAsync(IScheduler scheduler, TriggerQuery query, CancellationToken cancellationToken) =>
        (await scheduler.QueryTriggers(query with { Take = 0, IncludeTotalCount = true }, cancellationToken)).TotalCount ?? 0;
}
