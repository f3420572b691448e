using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>Writes the deliveries of one message into the caller's transaction. Quiet hours, and a policy that gathers messages, decide here whether they wait.</summary>
internal static class AlertWriter
{
    /// <returns>The channels that are to be woken after the commit.</returns>
    public static async Task<IReadOnlyList<Guid>> WriteAsync(
        StreamHealthDb db, AlertPolicy policy, AlertTrail trail, AlertMessage message, IEnumerable<Guid> channels, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = channels.Distinct().ToList();
        var living = await db.Set<AlertChannel>().Where(c => c.Enabled && wanted.Contains(c.Id)).Select(c => c.Id).ToListAsync(cancellationToken);
        var quietUntil = HeldUntil(policy.Rules.QuietHours, trail, now);
        var gathers = quietUntil is null && policy.Rules.GatherSeconds > 0;
        var state = gathers ? DeliveryState.Held : quietUntil is null ? DeliveryState.Pending : policy.Rules.QuietHours!.Held == HeldMessages.Digest ? DeliveryState.Held : DeliveryState.Dropped;
        // What is dropped is kept for the log once, not each time it would have been repeated.
        if (state == DeliveryState.Dropped && message.Event == AlertEvent.Reminder) living = [];
        var told = message with { Policy = policy.Name };
        foreach (var channel in living)
        {
            var due = gathers ? await GatheredUntilAsync(db, channel, policy, now, cancellationToken) : quietUntil ?? now;
            db.Add(new AlertDelivery
            {
                Id = Guid.CreateVersion7(now),
                ChannelId = channel,
                TrailId = trail.Id,
                PolicyId = policy.Id,
                StreamId = trail.StreamId,
                IncidentId = trail.IncidentId,
                Event = message.Event,
                State = state,
                Message = told.ToJson(),
                Subject = MessageText.DefaultSubject(told),
                SearchText = MessageText.DefaultSubject(told).ToLowerInvariant(),
                CreatedAt = now,
                FreshAt = due,
                DueAt = due,
                Gathered = gathers,
                Error = state == DeliveryState.Dropped ? "Quiet hours; this policy does not send later." : null,
            });
        }

        trail.AddTold(living);
        trail.ToldAt = now;
        await db.SaveChangesAsync(cancellationToken);
        return state == DeliveryState.Pending ? living : [];
    }

    // The first message decides when all are told: more of them must not put it off.
    private static async Task<DateTimeOffset> GatheredUntilAsync(StreamHealthDb db, Guid channel, AlertPolicy policy, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Set<AlertDelivery>().Where(d => d.ChannelId == channel && d.PolicyId == policy.Id && d.State == DeliveryState.Held && d.Gathered && d.DueAt > now)
            .OrderBy(d => d.DueAt).Select(d => (DateTimeOffset?)d.DueAt).FirstOrDefaultAsync(cancellationToken)
        ?? now.AddSeconds(policy.Rules.GatherSeconds);

    private static DateTimeOffset? HeldUntil(QuietHours? quiet, AlertTrail trail, DateTimeOffset now) =>
        quiet is null || (quiet.DownBreaksThrough && trail.Severity == AlertSeverity.Down) ? null : QuietTimes.EndOf(quiet, now);
}
