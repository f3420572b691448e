using Quartz;
using Quartz.Extensibility;

namespace Platform.Scheduling.Engine;

/// <summary>
/// Keeps the runs of scheduled work out of the task history: there are hundreds a minute, and the modules keep their own
/// results. Tells listeners that a job has finished once its run can be read.
/// </summary>
internal sealed class HistoryFilter(IExecutionHistoryStore inner, JobEvents events) : IExecutionHistoryStore, IAsyncDisposable
{
    /// <summary>What Quartz ships.</summary>
    internal IExecutionHistoryStore Inner => inner;

    public async ValueTask AddExecution(ExecutionHistoryEntry entry, CancellationToken cancellationToken)
    {
        if (entry.JobGroup != Keys.Jobs) return;
        await inner.AddExecution(entry, cancellationToken);
        events.RunFinished(entry.JobName, entry.FireInstanceId ?? "", JobQueries.Status(entry.EffectiveResult, entry.Summary));
    }

    public ValueTask AddMisfire(MisfireHistoryEntry entry, CancellationToken cancellationToken) =>
        entry.TriggerGroup == Keys.Jobs ? inner.AddMisfire(entry, cancellationToken) : ValueTask.CompletedTask;

    public ValueTask<PagedResult<ExecutionHistoryEntry>> QueryExecutions(ExecutionHistoryQuery query, CancellationToken cancellationToken) =>
        inner.QueryExecutions(query, cancellationToken);

    public ValueTask<ExecutionHistoryEntry?> GetExecution(string schedulerName, string entryId, CancellationToken cancellationToken) =>
        inner.GetExecution(schedulerName, entryId, cancellationToken);

    public ValueTask<PagedResult<MisfireHistoryEntry>> QueryMisfires(MisfireHistoryQuery query, CancellationToken cancellationToken) =>
        inner.QueryMisfires(query, cancellationToken);

    public ValueTask<int> CountMisfires(string schedulerName, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.CountMisfires(schedulerName, since, cancellationToken);

    public ValueTask<PagedResult<JobRunStatus>> QueryJobRunStatuses(JobRunStatusQuery query, CancellationToken cancellationToken) =>
        inner.QueryJobRunStatuses(query, cancellationToken);

    public ValueTask<JobRunStatus?> GetJobRunStatus(string schedulerName, JobKey job, CancellationToken cancellationToken) =>
        inner.GetJobRunStatus(schedulerName, job, cancellationToken);

    public ValueTask<ExecutionStatistics> QueryExecutionStatistics(ExecutionStatisticsQuery query, CancellationToken cancellationToken) =>
        inner.QueryExecutionStatistics(query, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
