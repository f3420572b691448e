using System.Globalization;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Scheduling.Engine;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Scheduling;

/// <summary>Looks at jobs and their runs, on whichever node they ran. A list of all jobs costs five queries.</summary>
internal sealed class JobQueries(ISchedulerFactory factory, IExecutionHistoryStore history, JobCatalog catalog)
{
    /// <summary>Every job, by category and name.</summary>
    public async Task<IReadOnlyList<JobView>> ListAsync(CancellationToken cancellationToken) => await ListAsync([.. catalog.All], cancellationToken);

    public async Task<Result<JobView>> GetAsync(string key, CancellationToken cancellationToken) =>
        catalog.Find(key) is { } job ? (await ListAsync([job], cancellationToken))[0] : Error.NotFound("job", key);

    /// <summary>The finished runs of a job, newest first.</summary>
    /// <param name="key">The job.</param>
    /// <param name="cursor">From the page before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<Result<CursorPage<RunView>>> RunsAsync(string key, string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (catalog.Find(key) is null) return Error.NotFound("job", key);
        await factory.GetScheduler(cancellationToken); // makes the tables where there are none yet
        long before = 0;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Error.InvalidField("cursor", "cursor.invalid", "The cursor is not one that this list gave out.");
        var query = new ExecutionHistoryQuery
        {
            SchedulerName = Keys.Scheduler,
            Job = Keys.Job(key),
            FiredBefore = cursor is null ? null : new DateTimeOffset(before, TimeSpan.Zero),
            Take = Math.Clamp(limit, 1, 200),
        };
        var page = await history.QueryExecutions(query, cancellationToken);
        var next = page.HasMore ? page.Items[^1].FiredAtUtc.UtcTicks.ToString(CultureInfo.InvariantCulture) : null;
        return new CursorPage<RunView>([.. page.Items.Select(View)], next);
    }

    /// <summary>One run with its log.</summary>
    public async Task<Result<RunView>> RunAsync(string key, string id, CancellationToken cancellationToken)
    {
        await factory.GetScheduler(cancellationToken);
        return await history.GetExecution(Keys.Scheduler, id, cancellationToken) is { } entry && entry.JobName == key && entry.JobGroup == Keys.Jobs
            ? View(entry) with { Log = entry.Log }
            : Error.NotFound("run", id);
    }

    private async Task<IReadOnlyList<JobView>> ListAsync(IReadOnlyList<JobDescription> jobs, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        JobKey[] keys = [.. jobs.Select(j => Keys.Job(j.Key))];
        var details = (await scheduler.GetJobDetails(keys, cancellationToken)).ToDictionary(d => d.Key.Name);
        var triggers = (await JobSweep.TriggersAsync(scheduler, cancellationToken)).ToDictionary(t => t.Key.Name);
        var asked = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(Keys.Now(keys[0]).Group), Take = PagedQuery.All }, cancellationToken)).Items;
        var running = (await scheduler.QueryFireInstances(new FireInstanceQuery { Take = PagedQuery.All }, cancellationToken)).Items.Where(f => f.JobKey?.Group == Keys.Jobs).ToLookup(f => f.JobKey!.Name);
        var last = (await history.QueryJobRunStatuses(new JobRunStatusQuery { SchedulerName = Keys.Scheduler, Jobs = keys, Take = PagedQuery.All }, cancellationToken)).Items.ToDictionary(s => s.Job.Name);
        return [.. jobs.Select(job => View(
            job, JobSweep.Edited(details.GetValueOrDefault(job.Key)), triggers.GetValueOrDefault(job.Key), running[job.Key].FirstOrDefault(),
            last.GetValueOrDefault(job.Key), asked.Any(t => t.Key.Name == job.Key && t.NextFireTimeUtc is not null)))];
    }

    private static JobView View(JobDescription job, Schedule? edited, TriggerHeader? trigger, FireInstance? running, JobRunStatus? last, bool queued)
    {
        var schedule = edited ?? job.DefaultSchedule;
        var paused = trigger is { State: TriggerState.Paused };
        return new JobView
        {
            Key = job.Key,
            Name = job.Name,
            Description = job.Description,
            Category = job.Category,
            Lane = job.Lane,
            Schedule = schedule?.ToString(),
            ScheduleInWords = schedule?.Describe() ?? "Only on demand",
            DefaultSchedule = job.DefaultSchedule?.ToString(),
            ScheduleEdited = edited is not null,
            Paused = paused,
            NextRunAt = paused ? null : trigger?.NextFireTimeUtc,
            Queued = queued && running is null,
            Running = running is null ? null : new RunningView(running.FireInstanceId, running.FireTimeUtc, running.SchedulerInstanceId, running.Progress / 100.0, running.ProgressMessage),
            LastRun = last is null ? null : View(last),
            ConsecutiveFailures = last?.ConsecutiveFailures ?? 0,
        };
    }

    private static LastRunView View(JobRunStatus last)
    {
        var status = Status(last.LastResult, last.LastSummary);
        var reason = status == RunStatus.Failed ? last.LastFailureMessage : last.LastSummary;
        return new LastRunView(last.LastEntryId, status, last.LastFiredAtUtc, status == RunStatus.Interrupted ? null : last.LastDuration.TotalSeconds, reason);
    }

    /// <summary>A row of the history without its log.</summary>
    public static RunView View(ExecutionHistoryEntry entry)
    {
        var status = Status(entry.EffectiveResult, entry.Summary);
        return new RunView
        {
            Id = entry.EntryId ?? "",
            Status = status,
            Reason = entry.ExceptionMessage is { Length: > 0 } message && status == RunStatus.Failed ? message : entry.Summary,
            StartedAt = entry.FiredAtUtc,
            DurationSeconds = status == RunStatus.Interrupted ? null : entry.Duration.TotalSeconds,
            Node = entry.SchedulerInstanceId is { Length: > 0 } node ? node : null,
            Attempt = entry.RetryAttempt + 1,
            WillRetry = entry.RetryScheduled,
            Manual = entry.Manual,
        };
    }

    public static RunStatus Status(JobRunResult result, string? summary) => result switch
    {
        JobRunResult.Succeeded => RunStatus.Succeeded,
        JobRunResult.Skipped => RunStatus.Skipped,
        JobRunResult.Cancelled => RunStatus.Cancelled,
        _ => summary == InterruptedRuns.Summary ? RunStatus.Interrupted : RunStatus.Failed,
    };
}
