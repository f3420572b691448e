using System.Text.Json;
using Platform.Kernel.Api;
using Platform.Kernel.Events;

namespace Platform.Data.Events;

/// <summary>Wakes who delivers. Without one, or when it fails, the regular look finds the same.</summary>
public interface IWakeDelivery
{
    Task WakeAsync(IReadOnlyCollection<string> subscribers, CancellationToken cancellationToken);
}

/// <summary>How a module raises an event: <see cref="Add"/> with the change it tells of, <see cref="WakeAsync{TEvent}"/> after the commit.</summary>
public sealed class Outbox(EventSubscriptions subscriptions, IEnumerable<IWakeDelivery> wakers, TimeProvider clock)
{
    /// <summary>Adds the event, once for each subscriber there is now, to what the context is about to save: it is raised if and only if that is committed.</summary>
    public void Add<TEvent>(PlatformDb db, TEvent integrationEvent)
        where TEvent : class, IIntegrationEvent
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(integrationEvent);
        var now = clock.GetUtcNow();
        foreach (var subscriber in Of<TEvent>())
        {
            db.Add(new OutboxMessage
            {
                Id = Guid.CreateVersion7(now),
                EventId = integrationEvent.Id,
                EventName = TEvent.EventName,
                Subscriber = subscriber,
                Body = JsonSerializer.Serialize(integrationEvent, ApiJson.Options),
                State = DeliveryState.Pending,
                CreatedAt = now,
                DueAt = now,
            });
        }
    }

    /// <summary>Has it delivered at once. To be called after the commit; a crash in between costs some seconds, no event.</summary>
    public async Task WakeAsync<TEvent>(CancellationToken cancellationToken)
        where TEvent : class, IIntegrationEvent
    {
        if (Of<TEvent>() is not { Count: > 0 } subscribers) return;
        foreach (var waker in wakers) await waker.WakeAsync(subscribers, cancellationToken);
    }

    private List<string> Of<TEvent>()
        where TEvent : class, IIntegrationEvent => [.. subscriptions.All.Where(s => s.EventName == TEvent.EventName).Select(s => s.Subscriber).Distinct()];
}
