using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Scheduling;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>
/// Sends what waits for one channel. Each channel is an item of its own: it never sends twice at once in the whole
/// cluster, keeps the order of its messages, and a dead receiver holds up nobody else. It is woken when something is
/// written for it and by <see cref="AlertClock"/>; the hourly turn is for nothing but a scheduler that lost its triggers.
/// </summary>
internal sealed class ChannelWork(IDbContextFactory<StreamHealthDb> databases, SendDeliveries send) : IScheduledWork
{
    public const string WorkKind = "streamhealth.alert-channel";

    public string Kind => WorkKind;

    public static WorkItem ItemOf(Guid channel) => new(channel.ToString(), new EverySchedule(TimeSpan.FromHours(1)), Lanes.Net);

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(itemId, out var id)) await send.RunAsync(id, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var channels = await db.Set<AlertChannel>().Where(c => c.Enabled).Select(c => c.Id).ToListAsync(cancellationToken);
        return [.. channels.Select(ItemOf)];
    }
}

/// <summary>Every few seconds: escalates what is due, ends quiet hours, and wakes channels for which something is due. Runs only where there are channels.</summary>
internal sealed class AlertClock(IDbContextFactory<StreamHealthDb> databases, AdvanceAlerts advance) : IScheduledWork
{
    public const string WorkKind = "streamhealth.alerts";

    public static readonly WorkItem Item = new("clock", new EverySchedule(TimeSpan.FromSeconds(5)), Lanes.Net);

    public string Kind => WorkKind;

    public Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken) => advance.RunAsync(cancellationToken);

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AlertChannel>().AnyAsync(cancellationToken) ? [Item] : [];
    }
}

/// <summary>Keeps the scheduler in step with the channels and wakes them. What is missed here, the clock and the sweep mend.</summary>
internal sealed partial class AlertSchedule(WorkScheduler scheduler, ILogger<AlertSchedule> log)
{
    public async Task FollowAsync(AlertChannel channel, CancellationToken cancellationToken)
    {
        if (!channel.Enabled)
        {
            await ForgetAsync(channel.Id, cancellationToken);
            return;
        }

        await TryAsync(channel.Id, async () =>
        {
            await scheduler.PutAsync(AlertClock.WorkKind, AlertClock.Item, cancellationToken);
            await scheduler.PutAsync(ChannelWork.WorkKind, ChannelWork.ItemOf(channel.Id), cancellationToken);
        });
        await WakeAsync([channel.Id], cancellationToken);
    }

    public Task ForgetAsync(Guid channel, CancellationToken cancellationToken) =>
        TryAsync(channel, () => scheduler.RemoveAsync(ChannelWork.WorkKind, channel.ToString(), cancellationToken));

    /// <summary>A channel whose work is running runs once more after it.</summary>
    public async Task WakeAsync(IEnumerable<Guid> channels, CancellationToken cancellationToken)
    {
        foreach (var channel in channels) await TryAsync(channel, () => scheduler.RunNextAsync(ChannelWork.WorkKind, channel.ToString(), turn: null, cancellationToken));
    }

    private async Task TryAsync(Guid channel, Func<Task> follow)
    {
        try
        {
            await follow();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e, channel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not follow channel {ChannelId}; its next sweep will")]
    private partial void Behind(Exception exception, Guid channelId);
}
