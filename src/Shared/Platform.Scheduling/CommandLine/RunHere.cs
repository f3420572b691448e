using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Scheduling.Engine;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Scheduling.CommandLine;

/// <summary>Runs a job in this process, without the scheduler, and writes the history as the service would.</summary>
internal sealed partial class RunHere(
    ISchedulerFactory factory, JobCatalog catalog, IServiceScopeFactory scopes, IExecutionHistoryStore history, SingleNode node, ILoggerFactory loggers, IOptions<SchedulerOptions> options, TimeProvider clock)
{
    private const string Node = "command line";

    public async Task<Result<RunView?>> RunAsync(string key, string? input, CancellationToken cancellationToken)
    {
        if (catalog.Find(key) is not { } job) return Error.NotFound("job", key);
        await factory.GetScheduler(cancellationToken); // makes the history's table where there is none yet
        node.Take(); // The service cannot start and run the same job meanwhile.
        var log = new TailLogger(loggers.CreateLogger(job.Type), options.Value.LogLines, clock);
        var run = new JobRun(Guid.CreateVersion7().ToString("n"), input, log);
        var (started, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        var (result, reason) = await ExecuteAsync(job, run, cancellationToken);
        var entry = new ExecutionHistoryEntry(
            Keys.Scheduler, Node, Keys.Jobs, key, Keys.Jobs, key, started, clock.GetElapsedTime(timestamp),
            result is JobRunResult.Succeeded or JobRunResult.Skipped, result == JobRunResult.Failed ? reason : null)
        { Result = result, Summary = reason, Manual = true, Log = log.Text, FireInstanceId = run.Id, EntryId = run.Id };
        await history.AddExecution(entry, CancellationToken.None);
        return JobQueries.View(entry) with { Log = log.Text };
    }

    private async Task<(JobRunResult Result, string? Reason)> ExecuteAsync(JobDescription job, JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IPlatformJob)scope.ServiceProvider.GetRequiredService(job.Type)).ExecuteAsync(run, cancellationToken);
            return (run.NothingToDo ? JobRunResult.Skipped : JobRunResult.Succeeded, run.Summary);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (JobRunResult.Cancelled, run.Summary ?? "Stopped before it was done.");
        }
        catch (Exception error)
        {
            LogFailed(run.Log, error, job.Key);
            return (JobRunResult.Failed, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobKey} failed")]
    private static partial void LogFailed(ILogger log, Exception error, string jobKey);
}
