using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Sends a real test message at once and says what the receiver said. Rests and limits do not hold it up.</summary>
internal sealed class TestChannel(
    IDbContextFactory<StreamHealthDb> databases, ChannelRules rules, ChannelVault vault, ChannelSender sender, MessageWriter writer, TimeProvider clock)
{
    /// <summary>Through a stored channel; the log gets a line.</summary>
    public async Task<Result<ChannelTestView>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } channel) return ChannelErrors.NotFound(id);
        var message = writer.Test();
        var delivery = new AlertDelivery
        {
            Id = Guid.CreateVersion7(message.At),
            ChannelId = id,
            Event = AlertEvent.Test,
            State = DeliveryState.Sending,
            Message = message.ToJson(),
            Subject = MessageText.DefaultSubject(message),
            SearchText = MessageText.DefaultSubject(message).ToLowerInvariant(),
            CreatedAt = message.At,
            FreshAt = message.At,
            DueAt = message.At,
            Attempts = 1,
            LastAttemptAt = message.At,
        };
        var outcome = await sender.SendAsync(channel, delivery.Id, 1, message, cancellationToken);
        var now = clock.GetUtcNow();
        (delivery.State, delivery.Error, delivery.HttpStatus) = (outcome.Sent ? DeliveryState.Sent : DeliveryState.Failed, outcome.Error, outcome.HttpStatus);
        if (outcome.Sent) delivery.SentAt = now;
        db.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        await ChannelHealth.RecordAsync(db, id, outcome, restUntil: null, now, cancellationToken);
        return View(outcome, delivery.Id);
    }

    /// <summary>With what somebody is typing, without storing anything; secrets that are left out are those of the stored channel.</summary>
    public async Task<Result<ChannelTestView>> RunAsync(ChannelInput input, Guid? id, CancellationToken cancellationToken)
    {
        ChannelValues? kept = null;
        if (id is not null)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            if (await db.Set<AlertChannel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } stored) return ChannelErrors.NotFound(id.Value);
            kept = vault.Open(stored);
        }

        var values = await rules.CheckAsync(input with { Name = string.IsNullOrWhiteSpace(input.Name) ? "Test" : input.Name }, kept, cancellationToken);
        if (!values.Ok) return values.Error;
        var message = writer.Test();
        var outcome = await sender.SendAsync(Unsaved(input, message.At), values.Value, Guid.CreateVersion7(message.At), 1, message, cancellationToken);
        return View(outcome, deliveryId: null);
    }

    private static ChannelTestView View(SendOutcome outcome, Guid? deliveryId) =>
        new(outcome.Sent, outcome.Error, outcome.HttpStatus, Math.Round(outcome.Took.TotalMilliseconds, 1), deliveryId);

    private static AlertChannel Unsaved(ChannelInput input, DateTimeOffset now) => new()
    {
        Id = Guid.Empty,
        Name = input.Name ?? "",
        SortName = "",
        Kind = input.Kind,
        Enabled = true,
        Values = "{}",
        Secrets = "",
        SecretsSet = "",
        PerMinute = 1,
        Version = 0,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
