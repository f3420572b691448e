using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>What time brings about: further steps, reminders, the digest of what was held; and channels for which something is due are woken.</summary>
internal sealed partial class AdvanceAlerts(
    IDbContextFactory<StreamHealthDb> databases, HeldDeliveries held, AlertSchedule schedule, TimeProvider clock, ILogger<AdvanceAlerts> log)
{
    private const int Most = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Set<AlertTrail>().Where(t => t.NextAt <= now && t.EndedAt == null).OrderBy(t => t.NextAt).Take(Most).Select(t => t.Id).ToListAsync(cancellationToken);
        foreach (var trail in due) await AdvanceAsync(trail, now, cancellationToken);
        await held.ReleaseAsync(now, cancellationToken);

        var waiting = await db.Set<AlertDelivery>().Due(now).Select(d => d.ChannelId).Distinct().ToListAsync(cancellationToken);
        if (waiting.Count == 0) return;
        var ready = await db.Set<AlertChannel>().Where(c => waiting.Contains(c.Id) && c.Enabled && (c.RestUntil == null || c.RestUntil <= now)).Select(c => c.Id).ToListAsync(cancellationToken);
        await schedule.WakeAsync(ready, cancellationToken);
    }

    private async Task AdvanceAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<AlertTrail>().FirstOrDefaultAsync(t => t.Id == id && t.NextAt <= now && t.EndedAt == null, cancellationToken) is not { } trail) return;
        trail.Version++;
        var policy = await db.Set<AlertPolicy>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == trail.PolicyId && p.Enabled, cancellationToken);
        var watched = await db.Living().AnyAsync(s => s.Id == trail.StreamId && s.Enabled, cancellationToken);
        var attention = await IncidentLookup.FindAsync(db, trail.IncidentId, cancellationToken);
        if (policy is null || !watched || attention == IncidentAttention.Resolved) (trail.NextAt, trail.EndedAt) = (null, now);
        else if (attention == IncidentAttention.Acknowledged) trail.NextAt = null;
        else await SpeakAsync(db, policy, trail, now, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A transition was quicker; what it decided is newer.
            Overtaken(id);
        }
    }

    private static async Task SpeakAsync(StreamHealthDb db, AlertPolicy policy, AlertTrail trail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var opening = AlertMessage.FromJson(trail.Message) with { At = now };
        var steps = policy.Rules.Steps.Skip(trail.StepsDone).TakeWhile(s => trail.OpenedAt.AddMinutes(s.AfterMinutes) <= now).ToList();
        if (steps.Count > 0)
        {
            trail.StepsDone += steps.Count;
            var message = opening with { Event = AlertEvent.Escalation, Step = trail.StepsDone };
            await AlertWriter.WriteAsync(db, policy, trail, message, steps.SelectMany(s => s.Channels), now, cancellationToken);
        }
        else
        {
            // Where the last message still waits, another one would only say the same.
            var behind = await db.Set<AlertDelivery>().Where(d => d.TrailId == trail.Id && (d.State == DeliveryState.Pending || d.State == DeliveryState.Sending || d.State == DeliveryState.Held))
                .Select(d => d.ChannelId).Distinct().ToListAsync(cancellationToken);
            await AlertWriter.WriteAsync(db, policy, trail, opening with { Event = AlertEvent.Reminder }, trail.ToldChannels.Except(behind), now, cancellationToken);
        }

        trail.Plan(policy.Rules);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Alert trail {TrailId} moved on while its next step was written")]
    private partial void Overtaken(Guid trailId);
}
