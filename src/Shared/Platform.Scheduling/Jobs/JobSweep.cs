using Microsoft.Extensions.Logging;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>Makes what Quartz holds of the platform's jobs agree with the jobs there are. Safe to repeat, and on several nodes at once.</summary>
internal sealed partial class JobSweep(ISchedulerFactory factory, JobCatalog catalog, TimeProvider clock, ILogger<JobSweep> log)
{
    /// <param name="starting">Whether this is the sweep of a start, which alone unschedules jobs this installation does not have.</param>
    /// <param name="cancellationToken">Stops between two jobs.</param>
    public async Task SweepAsync(bool starting, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        var stored = (await scheduler.GetJobDetails([.. catalog.All.Select(j => Keys.Job(j.Key))], cancellationToken)).ToDictionary(j => j.Key.Name);
        var triggers = (await TriggersAsync(scheduler, cancellationToken)).ToDictionary(t => t.Key.Name);
        foreach (var job in catalog.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var detail = await StoreAsync(scheduler, job, stored.GetValueOrDefault(job.Key), cancellationToken);
            await ScheduleAsync(scheduler, job, Wanted(job, detail), triggers.GetValueOrDefault(job.Key), cancellationToken);
        }

        if (!starting) return;
        foreach (var trigger in triggers.Values.Where(t => catalog.Find(t.Key.Name) is null))
        {
            LogUnscheduled(trigger.Key.Name);
            await scheduler.UnscheduleJob(trigger.Key, cancellationToken);
        }
    }

    /// <summary>The scheduled triggers of all jobs.</summary>
    public static async Task<IReadOnlyList<TriggerHeader>> TriggersAsync(IScheduler scheduler, CancellationToken cancellationToken) =>
        (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(Keys.Jobs), Take = PagedQuery.All }, cancellationToken)).Items;

    /// <summary>The schedule an operator gave a job, or null.</summary>
    public static Schedule? Edited(IJobDetail? detail) =>
        detail?.JobDataMap.TryGetValue(Keys.EditedSchedule, out var text) == true && Schedule.Parse(text as string) is { Ok: true } parsed ? parsed.Value : null;

    /// <summary>Stores a job with or without an operator's schedule.</summary>
    public static async Task<IJobDetail> StoreAsync(IScheduler scheduler, JobDescription job, Schedule? edited, CancellationToken cancellationToken)
    {
        var builder = JobBuilder.Create<PlatformJobRunner>().WithIdentity(Keys.Job(job.Key)).WithDescription(job.Name).StoreDurably().RequestRecovery();
        if (edited is not null) builder = builder.UsingJobData(Keys.EditedSchedule, edited.ToString());
        var detail = builder.Build();
        await scheduler.AddJob(detail, AddJobOptions.Replacing, cancellationToken);
        return detail;
    }

    /// <summary>Stores the trigger of a job's schedule, paused if the one before was.</summary>
    public async Task<bool> StoreTriggerAsync(IScheduler scheduler, JobDescription job, Schedule schedule, bool paused, CancellationToken cancellationToken)
    {
        if (schedule.NextTimes(clock.GetUtcNow(), 1).Count == 0) return false;
        var trigger = Triggers.For(schedule, Keys.JobTrigger(job.Key), Keys.Job(job.Key), job.Lane, clock.GetUtcNow(), spread: false);
        if (job.Retry is { } retry) trigger = trigger.WithRetryPolicy(Policy(retry));
        await scheduler.ScheduleJob(trigger.Build(), new ScheduleJobOptions { Replace = true, Paused = paused }, cancellationToken);
        return true;
    }

    public static RetryPolicy Policy(JobRetry retry) => RetryPolicy.Exponential(retry.Attempts, retry.FirstDelay, 2, TimeSpan.FromHours(1));

    private static Schedule? Wanted(JobDescription job, IJobDetail detail) => Edited(detail) ?? job.DefaultSchedule;

    private static async Task<IJobDetail> StoreAsync(IScheduler scheduler, JobDescription job, IJobDetail? stored, CancellationToken cancellationToken) =>
        stored is not null && stored.Description == job.Name && stored is { Durable: true, RequestsRecovery: true }
            ? stored
            : await StoreAsync(scheduler, job, Edited(stored), cancellationToken);

    private async Task ScheduleAsync(IScheduler scheduler, JobDescription job, Schedule? wanted, TriggerHeader? stored, CancellationToken cancellationToken)
    {
        if (wanted is null)
        {
            if (stored is not null) await scheduler.UnscheduleJob(stored.Key, cancellationToken);
            return;
        }

        if (stored is { State: TriggerState.Error }) await scheduler.ResetTriggerFromErrorState(stored.Key, cancellationToken);
        var retry = job.Retry is { } r ? Policy(r).ToStoredString() : null;
        if (stored is not null && stored.Description == wanted.ToString() && stored.ExecutionGroup == job.Lane && stored.RetryPolicy == retry) return;
        if (!await StoreTriggerAsync(scheduler, job, wanted, stored is { State: TriggerState.Paused }, cancellationToken) && stored is not null)
            await scheduler.UnscheduleJob(stored.Key, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobKey} is not part of this installation any more; its schedule is removed")]
    private partial void LogUnscheduled(string jobKey);
}
