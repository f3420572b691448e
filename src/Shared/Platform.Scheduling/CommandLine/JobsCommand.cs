using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Scheduling.Engine;

namespace Platform.Scheduling.CommandLine;

/// <summary><c>platform jobs</c>: looks at jobs and steers them through the database, whether or not the service runs.</summary>
public static class JobsCommand
{
    /// <summary>The verb with its sub-verbs.</summary>
    public static Command Create(CommandServices services) => new("jobs", "List, run, pause, resume and cancel jobs, and read their history. Works through the database, whether or not the service runs.")
    {
        new JobsListCommand(services),
        new JobsRunCommand(services),
        new JobsOrderCommand(services, "pause", "Suspend the schedule of a job until it is resumed, over restarts.", "paused", (p, key, ct) => p.GetRequiredService<JobControl>().PauseAsync(key, Environment.UserName, ct)),
        new JobsOrderCommand(services, "resume", "Take the schedule of a job up again.", "resumed", (p, key, ct) => p.GetRequiredService<JobControl>().ResumeAsync(key, ct)),
        new JobsOrderCommand(services, "cancel", "Stop the run in progress of a job. The service takes the order within a few seconds.", "asked to stop", CancelAsync),
        new JobsHistoryCommand(services),
    };

    internal static Argument<string> KeyArgument() => new("key") { Description = "Key of the job, as 'platform jobs list' shows it." };

    /// <summary>Only the process that runs a job can stop it, so the order is left in the database for the service.</summary>
    private static async Task<Result<Unit>> CancelAsync(IServiceProvider provider, string key, CancellationToken cancellationToken)
    {
        var job = await provider.GetRequiredService<JobQueries>().GetAsync(key, cancellationToken);
        if (!job.Ok) return job.Error;
        if (job.Value.Running is null) return await provider.GetRequiredService<JobControl>().CancelAsync(key, cancellationToken);
        if (!await provider.GetRequiredService<ServiceProbe>().IsRunningAsync(cancellationToken))
            return Error.Conflict("job.not_running", "The service does not run. It ended during this job, and will run it again when it is started.");
        var factory = provider.GetRequiredService<Quartz.ISchedulerFactory>();
        await OrderJob.LeaveCancelAsync(await factory.GetScheduler(cancellationToken), key, provider.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        return Unit.Value;
    }
}
