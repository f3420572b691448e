using System.Globalization;
using Platform.Scheduling.Engine;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Scheduling;

/// <summary>
/// Writes down the run that a crash cut short. Quartz forgets it and fires the job again as a recovery; that second
/// run is where the platform learns of the first, on whichever node it is.
/// </summary>
internal sealed class InterruptedRuns(IExecutionHistoryStore history, TimeProvider clock)
{
    /// <summary>By this summary an interrupted run is known in the history, which has no such result of its own.</summary>
    public const string Summary = "Interrupted: the service ended while this was running. It was run again.";

    // The history and the recovery tell the start of a run from different readings of the clock.
    private static readonly TimeSpan Inexact = TimeSpan.FromSeconds(2);

    public async Task RecordAsync(IJobExecutionContext recovery, CancellationToken cancellationToken)
    {
        var data = recovery.MergedJobDataMap;
        var fired = Time(data, SchedulerConstants.FailedJobOriginalTriggerFireTime) ?? recovery.ScheduledFireTimeUtc ?? clock.GetUtcNow();
        // A run that the service stopped in good order has written its own row before it was handed back.
        var stopped = new ExecutionHistoryQuery
        {
            SchedulerName = Keys.Scheduler,
            Job = recovery.JobDetail.Key,
            FiredFrom = fired - Inexact,
            FiredBefore = fired + Inexact,
            Results = [JobRunResult.Cancelled],
            Take = 1,
        };
        if ((await history.QueryExecutions(stopped, cancellationToken)).Items.Count > 0) return;
        var entry = new ExecutionHistoryEntry(
            Keys.Scheduler, "", recovery.JobDetail.Key.Group, recovery.JobDetail.Key.Name,
            recovery.RecoveringTriggerKey!.Group, recovery.RecoveringTriggerKey.Name, fired, TimeSpan.Zero, false, Summary)
        { Result = JobRunResult.Failed, Summary = Summary };
        await history.AddExecution(entry, cancellationToken);
    }

    private static DateTimeOffset? Time(JobDataMap data, string name) =>
        data.TryGetValue(name, out var value) && DateTimeOffset.TryParse(value?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
