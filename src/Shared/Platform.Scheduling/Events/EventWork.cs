using Microsoft.Extensions.Logging;
using Platform.Data.Events;

namespace Platform.Scheduling;

/// <summary>Delivers events; each subscriber is an item of its own, so that a slow one holds up nobody else. Woken when an event is raised, and when a delivery is due again.</summary>
internal sealed class EventWork(EventSubscriptions subscriptions, DeliverEvents deliver, WakeDelivery wake) : IScheduledWork
{
    public const string WorkKind = "events.deliver";

    // What a crash left between a commit and the waking.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    public string Kind => WorkKind;

    public async Task ExecuteAsync(string itemId, JobRun run, CancellationToken cancellationToken)
    {
        if (await deliver.RunAsync(itemId, cancellationToken) is { } next) await wake.AtAsync(itemId, next, cancellationToken);
    }

    public Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkItem>>(
        [.. subscriptions.Subscribers.Select(s => new WorkItem(s, new EverySchedule(LookAgain), Lanes.System))]);
}

/// <summary>Wakes the delivery of events. What is missed here, the next look mends.</summary>
internal sealed partial class WakeDelivery(WorkScheduler scheduler, TimeProvider clock, ILogger<WakeDelivery> log) : IWakeDelivery
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    public async Task WakeAsync(IReadOnlyCollection<string> subscribers, CancellationToken cancellationToken)
    {
        foreach (var subscriber in subscribers) await TryAsync(subscriber, () => scheduler.RunNextAsync(EventWork.WorkKind, subscriber, turn: null, cancellationToken));
    }

    /// <summary>Later than the next regular look nobody needs to be woken.</summary>
    public Task AtAsync(string subscriber, DateTimeOffset at, CancellationToken cancellationToken) => at - clock.GetUtcNow() > LookAgain
        ? Task.CompletedTask
        : TryAsync(subscriber, () => scheduler.RunAtAsync(EventWork.WorkKind, subscriber, turn: null, at, cancellationToken));

    private async Task TryAsync(string subscriber, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e, subscriber);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery of events to {Subscriber} could not be woken; the next look will find them")]
    private partial void Behind(Exception exception, string subscriber);
}
