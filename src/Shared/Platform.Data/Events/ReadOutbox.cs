using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Data.Events;

/// <summary>The delivery of an event to one subscriber, as the console and the API show it.</summary>
public sealed record DeliveryView(
    Guid Id, Guid EventId, string Event, string Subscriber, DeliveryState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, string? Error)
{
    internal static DeliveryView Of(OutboxMessage m) =>
        new(m.Id, m.EventId, m.EventName, m.Subscriber, m.State, m.Attempts, m.CreatedAt, m.State == DeliveryState.Pending ? m.DueAt : null, m.EndedAt, m.Error);
}

/// <summary>Shows what was delivered and what was not, tries again what was set aside, and forgets what is old.</summary>
public sealed class ReadOutbox(IDbContextFactory<EventsDb> databases, IEnumerable<IWakeDelivery> wakers, TimeProvider clock)
{
    private const int DeliveredDays = 7;
    private const int OtherDays = 90;
    private static readonly ListOrder<OutboxMessage, DeliveryView, Guid> NewestFirst = new("-created", m => m.Id, m => m.Id, v => v.Id, v => v.Id);

    /// <summary>Newest first; of one state, where named.</summary>
    public async Task<Result<CursorPage<DeliveryView>>> ListAsync(DeliveryState? state, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Outbox.AsNoTracking();
        return await NewestFirst.ReadAsync(state is { } one ? rows.Where(m => m.State == one) : rows, request, DeliveryView.Of, cancellationToken);
    }

    /// <summary>How many were set aside, and how many have failed at least once and are tried again.</summary>
    public async Task<(int SetAside, int Failing)> TroubleAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await db.Outbox.CountAsync(m => m.State == DeliveryState.SetAside, cancellationToken), await db.Outbox.CountAsync(m => m.State == DeliveryState.Pending && m.Error != null, cancellationToken));
    }

    /// <summary>Tries a delivery that was set aside again from the first attempt.</summary>
    public async Task<Result<Unit>> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var subscriber = await db.Outbox.Where(m => m.Id == id).Select(m => m.Subscriber).FirstOrDefaultAsync(cancellationToken);
        if (subscriber is null) return Error.NotFound("delivery", id);
        var again = await db.Outbox.Where(m => m.Id == id && m.State == DeliveryState.SetAside).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, DeliveryState.Pending).SetProperty(m => m.Attempts, 0).SetProperty(m => m.DueAt, now).SetProperty(m => m.EndedAt, (DateTimeOffset?)null), cancellationToken);
        if (again == 0) return Error.Conflict("delivery.state", "Only a delivery that was set aside is tried again by hand.");
        foreach (var waker in wakers) await waker.WakeAsync([subscriber], cancellationToken);
        return Unit.Value;
    }

    /// <summary>Deletes what was delivered a week ago, and the rest after 90 days.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> TrimAsync(CancellationToken cancellationToken)
    {
        var (delivered, other) = (clock.GetUtcNow().AddDays(-DeliveredDays), clock.GetUtcNow().AddDays(-OtherDays));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.Where(m => m.State == DeliveryState.Delivered && m.EndedAt < delivered).ExecuteDeleteAsync(cancellationToken)
            + await db.Outbox.Where(m => m.CreatedAt < other && (m.State == DeliveryState.SetAside || m.State == DeliveryState.Pending)).ExecuteDeleteAsync(cancellationToken);
    }
}
