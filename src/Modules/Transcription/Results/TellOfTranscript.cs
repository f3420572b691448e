using Platform.Data.Events;
using Platform.Kernel.Events;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Results;

/// <summary>Raises <see cref="TranscriptReady"/> in the transaction that completes a transcription.</summary>
internal sealed class TellOfTranscript(Outbox outbox, TimeProvider clock) : ITranscriptionEnded
{
    public Task WriteAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken)
    {
        if (item.State != TranscriptionState.Completed) return Task.CompletedTask;
        var now = clock.GetUtcNow();
        outbox.Add(db, new TranscriptReady
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            TranscriptionId = item.Id,
            Name = item.Name,
            Version = item.TextVersion,
            Language = item.Language ?? item.Recipe.Language,
            Duration = item.Duration,
            RecordingId = item.RecordingId,
        });
        return Task.CompletedTask;
    }

    public Task CommittedAsync(Guid itemId, CancellationToken cancellationToken) => outbox.WakeAsync<TranscriptReady>(cancellationToken);
}
