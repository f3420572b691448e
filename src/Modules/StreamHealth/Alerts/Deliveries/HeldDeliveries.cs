using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>Lets go what quiet hours held back and what was gathered: one message to each channel.</summary>
internal sealed class HeldDeliveries(IDbContextFactory<StreamHealthDb> databases, MessageWriter messages)
{
    private const int Most = 500;

    public async Task ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var over = await db.Set<AlertDelivery>().Where(d => d.State == DeliveryState.Held && d.DueAt <= now).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).Take(Most).ToListAsync(cancellationToken);
        if (over.Count == 0) return;
        foreach (var group in over.GroupBy(d => (d.ChannelId, d.Gathered, Policy: d.Gathered ? d.PolicyId : null)))
        {
            var all = group.Key.Gathered ? await WithLaterAsync(db, group.Key.ChannelId, group.Key.Policy, now, [.. group], cancellationToken) : [.. group];
            if (group.Key.Gathered) all = await StillWantedAsync(db, all, cancellationToken);
            if (all.Count == 0) continue;
            if (group.Key.Gathered && all is [var only]) (only.State, only.DueAt) = (DeliveryState.Pending, now);
            else Digest(db, group.Key.ChannelId, all, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // What came too late for the first one's window, but before this turn, need not be told by itself.
    private static async Task<List<AlertDelivery>> WithLaterAsync(
        StreamHealthDb db, Guid channel, Guid? policy, DateTimeOffset now, List<AlertDelivery> due, CancellationToken cancellationToken)
    {
        var later = await db.Set<AlertDelivery>().Where(d => d.State == DeliveryState.Held && d.Gathered && d.ChannelId == channel && d.PolicyId == policy && d.DueAt > now)
            .OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).Take(Most).ToListAsync(cancellationToken);
        return [.. due, .. later];
    }

    private static async Task<List<AlertDelivery>> StillWantedAsync(StreamHealthDb db, List<AlertDelivery> all, CancellationToken cancellationToken)
    {
        List<AlertDelivery> wanted = [];
        foreach (var one in all)
        {
            one.Error = await IncidentLookup.WhyNotAsync(db, one, cancellationToken);
            if (one.Error is null) wanted.Add(one);
            else one.State = DeliveryState.Dropped;
        }

        return wanted;
    }

    private void Digest(StreamHealthDb db, Guid channel, List<AlertDelivery> held, DateTimeOffset now)
    {
        List<AlertMessage> told = [.. held.Select(d => AlertMessage.FromJson(d.Message))];
        var message = held[0].Gathered ? messages.Gathered(told) : messages.Digest(told);
        var digest = new AlertDelivery
        {
            Id = Guid.CreateVersion7(now),
            ChannelId = channel,
            PolicyId = held[0].Gathered ? held[0].PolicyId : null,
            Event = AlertEvent.Digest,
            State = DeliveryState.Pending,
            Message = message.ToJson(),
            Subject = MessageText.DefaultSubject(message),
            SearchText = MessageText.DefaultSubject(message).ToLowerInvariant(),
            CreatedAt = now,
            FreshAt = now,
            DueAt = now,
        };
        db.Add(digest);
        foreach (var one in held) (one.State, one.DigestId) = (DeliveryState.Digested, digest.Id);
    }
}
