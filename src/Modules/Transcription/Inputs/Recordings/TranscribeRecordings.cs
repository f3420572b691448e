using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Events;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Recordings;

/// <summary>Puts a recording that a rule fits into the queue, once. One that is gone, or has no sound, is listed as failed with the reason.</summary>
internal sealed partial class TranscribeRecordings(IDbContextFactory<TranscriptionDb> databases, EnqueueTranscription enqueue, ThisNode node, TimeProvider clock, ILogger<TranscribeRecordings> log)
    : IEventSubscriber<RecordingReady>
{
    public string Name => "transcription.recordings";

    public async Task<Result<Unit>> HandleAsync(RecordingReady integrationEvent, CancellationToken cancellationToken)
    {
        var recording = integrationEvent;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rules = await db.Set<RecordingRule>().AsNoTracking().Where(r => r.Enabled).ToListAsync(cancellationToken);
        if (RecordingRule.Choose(rules, recording.Source, recording.Path) is not { } rule) return Unit.Value;
        if (await IsKnownAsync(db, recording, cancellationToken)) return Unit.Value;
        var terms = await enqueue.CheckAsync(new TranscriptionTerms { Preset = rule.Preset, Language = rule.Language, Priority = rule.Priority, Name = NameOf(recording) }, cancellationToken);
        if (!terms.Ok) return terms.Error with { Message = $"Rule '{rule.Name}': {terms.Error.Message}" };

        var item = enqueue.Recorded(recording, terms.Value, new Requester($"recordings:{rule.Id}", rule.Name));
        if (await LookAsync(item, recording, cancellationToken) is { } error)
        {
            (item.State, item.ErrorCode, item.Error, item.FinishedAt) = (TranscriptionState.Failed, error.Code, error.Message, clock.GetUtcNow());
        }

        try
        {
            db.Add(item);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Delivered twice at once: the other one was quicker.
            db.ChangeTracker.Clear();
            if (await IsKnownAsync(db, recording, cancellationToken)) return Unit.Value;
            throw;
        }

        Queued(item.Id, recording.RecordingId, rule.Id, item.State);
        await enqueue.AddedAsync(item, cancellationToken);
        return Unit.Value;
    }

    // The event may be delivered by another node than the one that has seen the file: then it is left to that one.
    private async Task<Error?> LookAsync(TranscriptionItem item, RecordingReady recording, CancellationToken cancellationToken)
    {
        if (!File.Exists(recording.File))
        {
            if (!node.IsAnother(recording.Node)) return Error.Conflict("recording.gone", "The recording was not there any more when its turn came: its recorder, or somebody, has deleted it.");
            item.OnlyNode = recording.Node;
            return null;
        }

        var facts = await enqueue.LookAsync(recording.File, item.Name, item.Track, cancellationToken);
        if (!facts.Ok) return facts.Error;
        EnqueueTranscription.Describe(item, recording.File, facts.Value);
        return null;
    }

    private static string NameOf(RecordingReady recording) => $"{recording.Path.Trim('/').Replace('/', ' ')} {Path.GetFileName(recording.File)}";

    private static Task<bool> IsKnownAsync(TranscriptionDb db, RecordingReady recording, CancellationToken cancellationToken) =>
        db.Items().AnyAsync(i => i.RecordingId == recording.RecordingId, cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Transcription {TranscriptionId} of recording {RecordingId} by rule {RuleId}: {State}")]
    private partial void Queued(Guid transcriptionId, Guid recordingId, Guid ruleId, TranscriptionState state);
}
