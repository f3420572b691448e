using Platform.Kernel.Results;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>What an operator can do with a job. The same use cases serve the page, the API and the command line.</summary>
internal sealed class JobControl(ISchedulerFactory factory, JobCatalog catalog, JobSweep sweep, JobEvents events, TimeProvider clock)
{
    /// <summary>Runs a job now, beside its schedule, also while it is paused.</summary>
    public Task<Result<Unit>> RunAsync(string key, string? input, CancellationToken cancellationToken) => WithAsync(key, async (scheduler, job) =>
    {
        if (await IsRunningAsync(scheduler, key, cancellationToken)) return Error.Conflict("job.running", $"'{job.Name}' is running already.");
        if (!await scheduler.Exists(Keys.Job(key), cancellationToken)) await JobSweep.StoreAsync(scheduler, job, edited: null, cancellationToken);
        var trigger = Triggers.Now(Keys.Job(key), job.Lane, clock.GetUtcNow());
        if (input is not null) trigger = trigger.UsingJobData(Keys.Input, input);
        if (job.Retry is { } retry) trigger = trigger.WithRetryPolicy(JobSweep.Policy(retry));
        var stored = await scheduler.ScheduleTrigger(trigger.Build(), TriggerConflict.Keep, cancellationToken);
        return stored.Outcome == ScheduleOutcome.Kept ? Error.Conflict("job.queued", $"A run of '{job.Name}' was asked for already and starts shortly.") : Unit.Value;
    });

    /// <summary>Suspends the schedule of a job, over restarts. A run in progress goes on.</summary>
    public Task<Result<Unit>> PauseAsync(string key, string? by, CancellationToken cancellationToken) => WithAsync(key, async (scheduler, job) =>
    {
        if (await scheduler.GetTrigger(Keys.JobTrigger(key), cancellationToken) is null) return NoSchedule(job);
        await scheduler.PauseTriggerWith(Keys.JobTrigger(key), new PauseDetails { RequestedBy = by }, cancellationToken);
        return Unit.Value;
    });

    /// <summary>Takes the schedule of a job up again. A turn that was missed meanwhile is run once.</summary>
    public Task<Result<Unit>> ResumeAsync(string key, CancellationToken cancellationToken) => WithAsync(key, async (scheduler, job) =>
    {
        if (await scheduler.GetTrigger(Keys.JobTrigger(key), cancellationToken) is null) return NoSchedule(job);
        await scheduler.ResumeTrigger(Keys.JobTrigger(key), cancellationToken);
        return Unit.Value;
    });

    /// <summary>Asks a run in progress to stop, on whichever node it is, and takes back one that was asked for.</summary>
    public Task<Result<Unit>> CancelAsync(string key, CancellationToken cancellationToken) => WithAsync(key, async (scheduler, job) =>
    {
        if (await IsRunningAsync(scheduler, key, cancellationToken))
        {
            await scheduler.Interrupt(Keys.Job(key), cancellationToken);
            return Unit.Value;
        }

        // Not while it runs: Quartz would forget the run with its trigger.
        return await scheduler.UnscheduleJob(Keys.Now(Keys.Job(key)), cancellationToken)
            ? Unit.Value
            : Error.Conflict("job.not_running", $"'{job.Name}' is not running.");
    });

    /// <summary>Gives a job another schedule, until it is reset.</summary>
    public Task<Result<Unit>> EditScheduleAsync(string key, string? text, CancellationToken cancellationToken) => WithAsync(key, async (scheduler, job) =>
    {
        var parsed = Schedule.Parse(text);
        if (!parsed.Ok) return parsed.Error;
        if (parsed.Value.NextTimes(clock.GetUtcNow(), 1).Count == 0) return Error.InvalidField("schedule", "schedule.never_due", "This schedule is never due again.");
        return await StoreAsync(scheduler, job, parsed.Value, cancellationToken);
    });

    /// <summary>Gives a job back the schedule it came with.</summary>
    public Task<Result<Unit>> ResetScheduleAsync(string key, CancellationToken cancellationToken) =>
        WithAsync(key, (scheduler, job) => StoreAsync(scheduler, job, edited: null, cancellationToken));

    private static Error NoSchedule(JobDescription job) => Error.Conflict("job.no_schedule", $"'{job.Name}' runs only on demand; there is no schedule to suspend.");

    private static async Task<bool> IsRunningAsync(IScheduler scheduler, string key, CancellationToken cancellationToken) =>
        (await scheduler.QueryFireInstances(new FireInstanceQuery { Job = Keys.Job(key), Take = 1 }, cancellationToken)).Items.Count > 0;

    private async Task<Result<Unit>> StoreAsync(IScheduler scheduler, JobDescription job, Schedule? edited, CancellationToken cancellationToken)
    {
        var paused = await scheduler.GetTriggerState(Keys.JobTrigger(job.Key), cancellationToken) == TriggerState.Paused;
        await JobSweep.StoreAsync(scheduler, job, edited, cancellationToken);
        if ((edited ?? job.DefaultSchedule) is { } schedule) await sweep.StoreTriggerAsync(scheduler, job, schedule, paused, cancellationToken);
        else await scheduler.UnscheduleJob(Keys.JobTrigger(job.Key), cancellationToken);
        return Unit.Value;
    }

    private async Task<Result<Unit>> WithAsync(string key, Func<IScheduler, JobDescription, Task<Result<Unit>>> act)
    {
        if (catalog.Find(key) is not { } job) return Error.NotFound("job", key);
        var result = await act(await factory.GetScheduler(), job);
        if (result.Ok) events.JobChanged(key);
        return result;
    }
}
