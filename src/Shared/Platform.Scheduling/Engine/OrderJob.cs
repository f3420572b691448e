using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>
/// An order that the command line leaves in the database for the running service, because only the process that runs a
/// job can stop it. It is taken within the poll interval.
/// </summary>
internal sealed class OrderJob(JobControl control) : IJob
{
    private const string Cancel = "cancel";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (context.MergedJobDataMap.TryGetValue(Cancel, out var key) && key is string job) _ = await control.CancelAsync(job, cancellationToken);
    }

    /// <summary>Asks the service to cancel the run of a job.</summary>
    public static async Task LeaveCancelAsync(IScheduler scheduler, string jobKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var job = new JobKey("order", Keys.Orders);
        await scheduler.AddJob(JobBuilder.Create<OrderJob>().WithIdentity(job).StoreDurably().Build(), AddJobOptions.Replacing, cancellationToken);
        var trigger = TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity($"{Cancel}:{jobKey}", Keys.Orders)
            .ForJob(job)
            .WithPriority(Keys.AskedFor)
            .UsingJobData(Cancel, jobKey)
            .StartAt(now)
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
    }
}
