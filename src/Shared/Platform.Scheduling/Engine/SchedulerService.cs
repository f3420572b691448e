using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>Starts the scheduler once the service is up, then sweeps at once and periodically.</summary>
internal sealed partial class SchedulerService(
    ISchedulerFactory factory,
    JobSweep jobs,
    WorkSweep work,
    SingleNode node,
    IOptions<SchedulerOptions> options,
    IOptionsMonitor<LaneOptions> lanes,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<SchedulerService> log) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        node.Take();
        while (!await TryAsync(StartSchedulerAsync, stoppingToken)) await Task.Delay(RetryDelay, clock, stoppingToken);
        using var changes = lanes.OnChange(changed => _ = TryAsync(token => ApplyAsync(changed, token), stoppingToken));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(SweepAsync, stoppingToken);
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task StartSchedulerAsync(CancellationToken cancellationToken)
    {
        await jobs.SweepAsync(starting: true, cancellationToken);
        var scheduler = await factory.GetScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        // Started before the work is swept: what is scheduled already need not wait for thousands of new items to be stored.
        await work.SweepAsync(starting: true, cancellationToken);
        var limits = new LaneList(lanes.CurrentValue);
        LogStarted(scheduler.SchedulerInstanceId, limits);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await jobs.SweepAsync(starting: false, cancellationToken);
        await work.SweepAsync(starting: false, cancellationToken);
    }

    private async Task ApplyAsync(LaneOptions changed, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        await scheduler.SetExecutionLimits(QuartzSetup.Apply(ExecutionLimitsBuilder.Create(), changed).Build(), cancellationToken);
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> act, CancellationToken stoppingToken)
    {
        try
        {
            await act(stoppingToken);
            return true;
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Scheduler started as node {Node}; lanes: {Limits}")]
    private partial void LogStarted(string node, LaneList limits);

    private sealed record LaneList(LaneOptions Lanes)
    {
        public override string ToString() => string.Join(", ", Lanes.Limits(Environment.ProcessorCount).Select(l => $"{l.Key} {l.Value}"));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler could not do its round; it will be tried again")]
    private partial void LogFailed(Exception error);
}
