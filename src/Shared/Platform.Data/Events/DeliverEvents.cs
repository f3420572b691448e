using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Results;

namespace Platform.Data.Events;

/// <summary>
/// Gives what is due to one subscriber, oldest first, one at a time. A delivery is claimed before and settled after; one whose deliverer
/// died in between is delivered again once its lease is over.
/// </summary>
public sealed partial class DeliverEvents(IDbContextFactory<EventsDb> databases, EventSubscriptions subscriptions, TimeProvider clock, ILogger<DeliverEvents> log)
{
    /// <summary>How often a delivery is tried before it is set aside. With the pauses below that is about a day.</summary>
    public const int MostAttempts = 10;

    private const int LongestError = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // After the first failed attempt, the second, and so on.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <returns>When the next delivery is due, or the lease of one ends; null when none waits.</returns>
    public async Task<DateTimeOffset?> RunAsync(string subscriber, CancellationToken cancellationToken)
    {
        while (await DeliverNextAsync(subscriber, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var mine = db.Outbox.Where(m => m.Subscriber == subscriber);
        var due = await mine.Where(m => m.State == DeliveryState.Pending).MinAsync(m => (DateTimeOffset?)m.DueAt, cancellationToken);
        var lease = await mine.Where(m => m.State == DeliveryState.Delivering).MinAsync(m => m.LeaseUntil, cancellationToken);
        return due is null || lease < due ? lease : due;
    }

    private async Task<bool> DeliverNextAsync(string subscriber, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await ClaimAsync(db, subscriber, cancellationToken) is not { } message) return false;
        var error = message.Attempts > MostAttempts ? "The service ended each time while this was delivered." : await HandleAsync(db, message, cancellationToken);
        await SettleAsync(db, message, error, CancellationToken.None);
        return true;
    }

    private async Task<OutboxMessage?> ClaimAsync(EventsDb db, string subscriber, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var next = await db.Outbox.AsNoTracking()
            .Where(m => m.Subscriber == subscriber && ((m.State == DeliveryState.Pending && m.DueAt <= now) || (m.State == DeliveryState.Delivering && m.LeaseUntil < now)))
            .OrderBy(m => m.DueAt).ThenBy(m => m.Id).FirstOrDefaultAsync(cancellationToken);
        if (next is null) return null;
        var (lease, attempts) = (now + Lease, next.Attempts + 1);
        var claimed = await db.Outbox.Where(m => m.Id == next.Id && m.State == next.State && m.Attempts == next.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, DeliveryState.Delivering).SetProperty(m => m.Attempts, attempts).SetProperty(m => m.LeaseUntil, lease), cancellationToken);
        next.Attempts = attempts;
        return claimed == 1 ? next : null;
    }

    private async Task<string?> HandleAsync(EventsDb db, OutboxMessage message, CancellationToken cancellationToken)
    {
        if (subscriptions.All.FirstOrDefault(s => s.Subscriber == message.Subscriber && s.EventName == message.EventName) is not { } subscription)
            return $"{message.Subscriber} does not take {message.EventName} any more.";
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            Result<Unit> handled = await subscription.HandleAsync(message.Body, either.Token);
            return handled.Ok ? null : $"{handled.Error.Code}: {handled.Error.Message}";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops: it was no attempt.
            var (now, before) = (clock.GetUtcNow(), message.Attempts - 1);
            await Held(db, message).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, DeliveryState.Pending).SetProperty(m => m.Attempts, before).SetProperty(m => m.DueAt, now).SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null),
                CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            return $"It took longer than {Patience.TotalSeconds:0} s.";
        }
        catch (JsonException e)
        {
            return $"The event cannot be read: {e.Message}";
        }
        catch (Exception e)
        {
            Broke(e, message.Subscriber, message.EventName, message.EventId);
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private async Task SettleAsync(EventsDb db, OutboxMessage message, string? error, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var state = error is null ? DeliveryState.Delivered : message.Attempts >= MostAttempts ? DeliveryState.SetAside : DeliveryState.Pending;
        var due = state == DeliveryState.Pending ? now + Pauses[Math.Min(message.Attempts, Pauses.Length) - 1] : message.DueAt;
        DateTimeOffset? ended = state == DeliveryState.Pending ? null : now;
        var reason = error?.Length > LongestError ? error[..LongestError] : error;

        // Whoever lost the lease meanwhile leaves the row to its new owner.
        await Held(db, message).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, state).SetProperty(m => m.DueAt, due).SetProperty(m => m.EndedAt, ended).SetProperty(m => m.Error, reason).SetProperty(m => m.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
        if (error is not null) NotDelivered(message.EventName, message.EventId, message.Subscriber, message.Attempts, state, error);
    }

    private static IQueryable<OutboxMessage> Held(EventsDb db, OutboxMessage message) =>
        db.Outbox.Where(m => m.Id == message.Id && m.State == DeliveryState.Delivering && m.Attempts == message.Attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventName} {EventId} was not taken by {Subscriber}, attempt {Attempt}, {State}: {Reason}")]
    private partial void NotDelivered(string eventName, Guid eventId, string subscriber, int attempt, DeliveryState state, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscriber} failed on event {EventName} {EventId}")]
    private partial void Broke(Exception exception, string subscriber, string eventName, Guid eventId);
}
