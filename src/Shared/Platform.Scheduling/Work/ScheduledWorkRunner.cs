using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Diagnostics;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>What Quartz runs for every item of <see cref="IScheduledWork"/>. Each item is a Quartz job of its own, so that it never runs twice at once.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ScheduledWorkRunner(WorkCatalog catalog, IServiceProvider services, WorkMetrics metrics, ILoggerFactory loggers) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var job = context.JobDetail.Key;
        var kind = Keys.KindOf(job.Group);
        if (!catalog.Kinds.TryGetValue(kind, out var type)) return;
        var log = loggers.CreateLogger(type);
        var run = new JobRun(context.FireInstanceId, input: null, log, (fraction, phase) => context.ReportProgress((int)Math.Round(fraction * 100), phase))
        {
            Turn = WorkTriggers.TurnOf(context),
            DueAt = context.Trigger.JobDataMap.ContainsKey(SchedulerConstants.ManualTrigger) ? null : context.ScheduledFireTimeUtc,
        };
        var measured = metrics.Start(kind, context.Trigger.ExecutionGroup ?? Lanes.System);
        var outcome = "cancelled";
        try
        {
            await ((IScheduledWork)services.GetRequiredService(type)).ExecuteAsync(job.Name, run, cancellationToken);
            outcome = "succeeded";
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The module keeps its own results. Quartz would only log this once more.
            LogFailed(log, error, kind, job.Name);
            outcome = "failed";
        }
        finally
        {
            measured.Finish(outcome);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work {Kind} failed for item {ItemId}")]
    private static partial void LogFailed(ILogger log, Exception error, string kind, string itemId);
}
