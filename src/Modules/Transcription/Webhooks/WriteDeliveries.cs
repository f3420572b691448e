using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Webhooks;

/// <summary>Writes a message for every receiver that wants it, in the transaction that ends the transcription.</summary>
internal sealed class WriteDeliveries(IDbContextFactory<TranscriptionDb> databases, WebhookSchedule schedule, TimeProvider clock) : ITranscriptionEnded
{
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Receivers are not browsers: names in any script stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task WriteAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken)
    {
        var completed = item.State == TranscriptionState.Completed;
        var hooks = await db.Set<Webhook>().Where(w => w.Enabled && (completed ? w.OnCompleted : w.OnFailed)).Select(w => w.Id).ToListAsync(cancellationToken);
        foreach (var hook in hooks) db.Add(Delivery(item, hook, completed ? "transcription.completed" : "transcription.failed"));
    }

    public async Task CommittedAsync(Guid itemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await schedule.WakeAsync(await db.Set<WebhookDelivery>().Where(d => d.ItemId == itemId && d.State == WebhookState.Pending).Select(d => d.WebhookId).Distinct().ToListAsync(cancellationToken), cancellationToken);
    }

    private WebhookDelivery Delivery(TranscriptionItem item, Guid hook, string name)
    {
        var now = clock.GetUtcNow();
        var payload = new WebhookPayload
        {
            Id = Guid.CreateVersion7(now),
            Event = name,
            At = now,
            Transcription = new WebhookTranscription
            {
                Id = item.Id,
                Name = item.Name,
                State = QueueQueries.Word(item.State),
                Preset = item.Preset,
                Engine = item.Engine,
                Model = item.Model,
                Language = item.Language ?? item.Recipe.Language,
                DurationSeconds = item.Duration is { } d ? Math.Round(d.TotalSeconds, 3) : null,
                SegmentCount = item.SegmentCount,
                ErrorCode = item.ErrorCode,
                Error = item.Error,
                Transcript = $"{QueueEndpoints.Root}/{item.Id}/transcript",
            },
        };
        return new WebhookDelivery
        {
            Id = payload.Id,
            WebhookId = hook,
            ItemId = item.Id,
            Event = name,
            Body = JsonSerializer.SerializeToUtf8Bytes(payload, Json),
            State = WebhookState.Pending,
            CreatedAt = now,
            DueAt = now,
        };
    }
}
