using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>
/// Sends what is due for one channel, oldest first, one at a time. A message is claimed before it is sent and settled
/// after; one whose sender died in between is sent again with the same id once its lease is over. Messages of one outage
/// never overtake each other.
/// </summary>
internal sealed partial class SendDeliveries(
    IDbContextFactory<StreamHealthDb> databases, ChannelSender sender,
    IOptionsMonitor<AlertSettings> settings, LiveEvents live, TimeProvider clock, ILogger<SendDeliveries> log)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(30);

    public async Task RunAsync(Guid channelId, CancellationToken cancellationToken)
    {
        while (await SendNextAsync(channelId, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<bool> SendNextAsync(Guid channelId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var channel = await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == channelId, cancellationToken);
        if (channel is not { Enabled: true } || channel.RestUntil > now || await IsAtLimitAsync(db, channel, now, cancellationToken)) return false;
        if (await ClaimAsync(db, channelId, now, cancellationToken) is not { } delivery) return false;
        if (await WhyNotAsync(db, delivery, now, cancellationToken) is { } reason)
        {
            await SettleAsync(db, channel, delivery, DeliveryState.Dropped, reason, null, null, cancellationToken);
            return true;
        }

        var outcome = await sender.SendAsync(channel, delivery.Id, delivery.Attempts, AlertMessage.FromJson(delivery.Message), cancellationToken);
        await RecordAsync(db, channel, delivery, outcome, cancellationToken);
        return true;
    }

    private static async Task<bool> IsAtLimitAsync(StreamHealthDb db, AlertChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var minuteAgo = now - Minute;
        var recent = await db.Set<AlertDelivery>().CountAsync(d => d.ChannelId == channel.Id && d.LastAttemptAt > minuteAgo, cancellationToken);
        return recent >= channel.PerMinute;
    }

    private async Task<AlertDelivery?> ClaimAsync(StreamHealthDb db, Guid channelId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = await db.Set<AlertDelivery>().Due(now).InOrder(db).AsNoTracking().Where(d => d.ChannelId == channelId)
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id).FirstOrDefaultAsync(cancellationToken);
        if (next is null) return null;
        var lease = now + TimeSpan.FromSeconds(settings.CurrentValue.TimeoutSeconds) + LeaseMargin;
        var attempts = next.Attempts + 1;
        var claimed = await db.Set<AlertDelivery>().Where(d => d.Id == next.Id && d.State == next.State && d.Attempts == next.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, DeliveryState.Sending).SetProperty(d => d.Attempts, attempts)
                .SetProperty(d => d.LastAttemptAt, now).SetProperty(d => d.LeaseUntil, lease),
            cancellationToken);
        (next.State, next.Attempts, next.LastAttemptAt) = (DeliveryState.Sending, attempts, now);
        return claimed == 1 ? next : null;
    }

    /// <summary>Why a message is of no use any more; null when it is.</summary>
    private async Task<string?> WhyNotAsync(StreamHealthDb db, AlertDelivery delivery, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - delivery.FreshAt > TimeSpan.FromHours(settings.CurrentValue.MaxAgeHours)) return "Too old: it could not be sent in time.";
        return await IncidentLookup.WhyNotAsync(db, delivery, cancellationToken);
    }

    private async Task RecordAsync(StreamHealthDb db, AlertChannel channel, AlertDelivery delivery, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var final = outcome.Final || delivery.Attempts >= settings.CurrentValue.MaxAttempts;
        var wait = outcome.RetryAfter is { } asked ? Backoff.Asked(asked) : Backoff.ForMessage(delivery.Attempts, Random.Shared);
        var state = outcome.Sent ? DeliveryState.Sent : final ? DeliveryState.Failed : DeliveryState.Pending;
        await SettleAsync(db, channel, delivery, state, outcome.Error, outcome.HttpStatus, state == DeliveryState.Pending ? now + wait : null, cancellationToken);

        // A receiver that refuses this one message is alive; one that asks for patience or does not answer gets it.
        var rest = outcome.Final ? null : outcome.RetryAfter is not null ? wait : Backoff.ForChannel(channel.FailuresInRow + 1, Random.Shared);
        await ChannelHealth.RecordAsync(db, channel.Id, outcome, now + rest, now, cancellationToken);
        if (outcome.Sent) Sent(log, delivery.Id, channel.Id, delivery.Event, delivery.Attempts, outcome.Took.TotalMilliseconds);
        else NotSent(log, delivery.Id, channel.Id, delivery.Event, delivery.Attempts, final, outcome.Error);
    }

    private async Task SettleAsync(
        StreamHealthDb db, AlertChannel channel, AlertDelivery delivery, DeliveryState state, string? error, int? status, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? sentAt = state == DeliveryState.Sent ? now : null;
        var due = dueAt ?? delivery.DueAt;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever lost the lease meanwhile leaves the row to its new owner.
        var settled = await db.Set<AlertDelivery>().Where(d => d.Id == delivery.Id && d.State == DeliveryState.Sending && d.Attempts == delivery.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, state).SetProperty(d => d.Error, error).SetProperty(d => d.HttpStatus, status)
                .SetProperty(d => d.SentAt, sentAt).SetProperty(d => d.DueAt, due).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
        if (settled == 1 && InWords(channel, delivery, state, error) is { } text)
        {
            foreach (var incident in await IncidentsAsync(db, delivery, cancellationToken))
                await IncidentTimeline.AddAsync(db, incident, IncidentEntryKind.Notified, now, text, null, null, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        live.Publish(new LiveEvent("alert.delivery", delivery.Id.ToString(), now) { Data = new Dictionary<string, string> { ["state"] = state.ToString().ToLowerInvariant() } });
    }

    // A digest tells of many.
    private static async Task<List<Guid>> IncidentsAsync(StreamHealthDb db, AlertDelivery delivery, CancellationToken cancellationToken) =>
        delivery.IncidentId is { } one ? [one]
        : delivery.Event != AlertEvent.Digest ? []
        : await db.Set<AlertDelivery>().Where(d => d.DigestId == delivery.Id && d.IncidentId != null).Select(d => d.IncidentId!.Value).Distinct().ToListAsync(cancellationToken);

    private static string? InWords(AlertChannel channel, AlertDelivery delivery, DeliveryState state, string? error) => state switch
    {
        DeliveryState.Sent => $"Told {channel.Name}: {delivery.Subject}",
        DeliveryState.Failed => $"Could not tell {channel.Name}, given up after {delivery.Attempts} attempts: {error}",
        DeliveryState.Dropped => $"Did not tell {channel.Name}: {error}",
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Delivery {DeliveryId} ({Event}) sent through channel {ChannelId}, attempt {Attempt}, {Milliseconds:0} ms")]
    private static partial void Sent(ILogger logger, Guid deliveryId, Guid channelId, AlertEvent @event, int attempt, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {DeliveryId} ({Event}) not sent through channel {ChannelId}, attempt {Attempt}, given up: {GivenUp}: {Reason}")]
    private static partial void NotSent(ILogger logger, Guid deliveryId, Guid channelId, AlertEvent @event, int attempt, bool givenUp, string? reason);
}
