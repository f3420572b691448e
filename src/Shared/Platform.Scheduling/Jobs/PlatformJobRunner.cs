using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Diagnostics;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>What Quartz runs for every <see cref="IPlatformJob"/>.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PlatformJobRunner(
    JobCatalog catalog, IServiceProvider services, ILoggerFactory loggers, JobEvents events, InterruptedRuns interrupted, WorkMetrics metrics, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (context.Recovering) await interrupted.RecordAsync(context, cancellationToken);
        var key = context.JobDetail.Key.Name;
        if (catalog.Find(key) is not { } description)
        {
            context.Result = JobRunReport.Skipped("The module this job belongs to is not enabled on this node.");
            return;
        }

        var log = loggers.CreateLogger(description.Type);
        var progress = new ProgressReports(context, events, key, clock);
        var run = new JobRun(context.FireInstanceId, Input(context), log, (fraction, phase) => progress.Report(fraction, phase)) { Attempt = context.RetryAttempt + 1 };
        progress.Run = run;
        events.RunStarted(key, run);
        var measured = metrics.Start(key, context.Trigger.ExecutionGroup ?? Lanes.System);
        var outcome = "failed";
        try
        {
            await ((IPlatformJob)services.GetRequiredService(description.Type)).ExecuteAsync(run, cancellationToken);
            context.Result = Report(run);
            outcome = "succeeded";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Result = JobRunReport.Succeeded(run.Summary ?? "Stopped before it was done.");
            outcome = "cancelled";
            throw;
        }
        catch (Exception error)
        {
            LogFailed(log, error, key);
            throw;
        }
        finally
        {
            measured.Finish(outcome);
        }
    }

    private static string? Input(IJobExecutionContext context) => context.MergedJobDataMap.TryGetValue(Keys.Input, out var input) ? input as string : null;

    private static JobRunReport Report(JobRun run) => run.NothingToDo ? JobRunReport.Skipped(run.Summary) : JobRunReport.Succeeded(run.Summary);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobKey} failed")]
    private static partial void LogFailed(ILogger log, Exception error, string jobKey);
}

/// <summary>Passes progress on to the store (at most once a second, by Quartz) and to listeners (a few times a second).</summary>
internal sealed class ProgressReports(IJobExecutionContext context, JobEvents events, string key, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private long _told;
    private string? _phase;

    public JobRun? Run { get; set; }

    public void Report(double fraction, string phase)
    {
        context.ReportProgress((int)Math.Round(fraction * 100), phase);
        lock (_gate)
        {
            if (phase == _phase && fraction < 1 && _told != 0 && clock.GetElapsedTime(_told) < Pause) return;
            (_told, _phase) = (clock.GetTimestamp(), phase);
        }

        events.RunProgressed(key, Run!, fraction, phase);
    }
}
