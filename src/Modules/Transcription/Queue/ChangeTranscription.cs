using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.Inputs.Fetching;
using Platform.Transcription.Results;

namespace Platform.Transcription.Queue;

/// <summary>What people decide about a transcription: pause, go on, cancel, try again, sooner or later, delete, restore.</summary>
internal sealed class ChangeTranscription(IDbContextFactory<TranscriptionDb> databases, RunningItems running, WakeSlots wake, EnqueueUrl urls, LiveEvents live, TimeProvider clock)
{
    /// <summary>What was heard is kept; it goes on from there.</summary>
    public Task<Result<Unit>> PauseAsync(Guid id, CancellationToken cancellationToken) =>
        StopAsync(id, TranscriptionState.Paused, [TranscriptionState.Queued, TranscriptionState.Running], cancellationToken);

    public Task<Result<Unit>> CancelAsync(Guid id, CancellationToken cancellationToken) =>
        StopAsync(id, TranscriptionState.Cancelled, [TranscriptionState.Queued, TranscriptionState.Running, TranscriptionState.Paused], cancellationToken);

    public Task<Result<Unit>> ResumeAsync(Guid id, CancellationToken cancellationToken) => QueueAsync(id, [TranscriptionState.Paused], fromStart: false, cancellationToken);

    /// <summary>Once more: from where it failed, or from the start. From the start also what is complete is done again; the text there is then replaced.</summary>
    public Task<Result<Unit>> RetryAsync(Guid id, bool fromStart, CancellationToken cancellationToken) =>
        QueueAsync(id, fromStart ? [TranscriptionState.Failed, TranscriptionState.Cancelled, TranscriptionState.Completed] : [TranscriptionState.Failed, TranscriptionState.Cancelled], fromStart, cancellationToken);

    public async Task<Result<Unit>> PrioritizeAsync(Guid id, int priority, CancellationToken cancellationToken)
    {
        if (new TranscriptionTerms { Priority = priority }.Check() is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Living().Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Priority, priority), cancellationToken) == 0) return QueueQueries.NotFound(id);
        await ChangedAsync(db, id, cancellationToken);
        return Unit.Value;
    }

    /// <summary>It stops if it runs, and can be restored until the retention takes it.</summary>
    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (await db.Living().Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.DeletedAt, now), cancellationToken) == 0) return QueueQueries.NotFound(id);
            await ReleaseAsync(db, id, TranscriptionState.Cancelled, [TranscriptionState.Queued, TranscriptionState.Running, TranscriptionState.Paused], now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        running.Stop(id);
        await ChangedAsync(db, id, cancellationToken);
        return Unit.Value;
    }

    /// <summary>Undoes a deletion. What was waiting is cancelled then, and may be tried again.</summary>
    public async Task<Result<Unit>> RestoreAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var restored = await db.Items().Where(i => i.Id == id && i.DeletedAt != null).ExecuteUpdateAsync(set => set.SetProperty(i => i.DeletedAt, (DateTimeOffset?)null), cancellationToken);
        if (restored == 0) return QueueQueries.NotFound(id);
        await ChangedAsync(db, id, cancellationToken);
        return Unit.Value;
    }

    private async Task<Result<Unit>> StopAsync(Guid id, TranscriptionState state, TranscriptionState[] from, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (!await ReleaseAsync(db, id, state, from, now, cancellationToken)) return await WhyNotAsync(db, id, QueueQueries.Word(state), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        running.Stop(id);
        live.StateChanged(id, state, now);
        return Unit.Value;
    }

    /// <summary>Takes it from the queue, and from the run that has it.</summary>
    private static async Task<bool> ReleaseAsync(TranscriptionDb db, Guid id, TranscriptionState state, TranscriptionState[] from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? finished = state == TranscriptionState.Cancelled ? now : null;
        var stopped = await db.Items().Where(i => i.Id == id && from.Contains(i.State)).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, state).SetProperty(i => i.ClaimedBy, (string?)null).SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(i => i.FinishedAt, finished).SetProperty(i => i.Phase, (string?)null),
            cancellationToken);
        if (stopped == 0) return false;
        await AttemptRecords.EndAsync(db, id, AttemptOutcome.Stopped, null, now, cancellationToken);
        return true;
    }

    private async Task<Result<Unit>> QueueAsync(Guid id, TranscriptionState[] from, bool fromStart, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            var queued = await db.Living().Where(i => i.Id == id && from.Contains(i.State) && i.Input != InputState.Removed).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.State, TranscriptionState.Queued).SetProperty(i => i.QueuedAt, now).SetProperty(i => i.FinishedAt, (DateTimeOffset?)null)
                    .SetProperty(i => i.NotBefore, (DateTimeOffset?)null).SetProperty(i => i.Reason, (string?)null).SetProperty(i => i.OnlyNode, (string?)null).SetProperty(i => i.Deaths, 0)
                    .SetProperty(i => i.ErrorCode, (string?)null).SetProperty(i => i.Error, (string?)null),
                cancellationToken);
            if (queued == 0) return await WhyNotAsync(db, id, "queued", cancellationToken);
            if (fromStart) await BeginAnewAsync(db, id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        live.StateChanged(id, TranscriptionState.Queued, now);
        if (await db.Living().Fetching().AnyAsync(i => i.Id == id, cancellationToken)) await urls.WakeAsync(id, cancellationToken);
        else await wake.ForNewWorkAsync(cancellationToken);
        return Unit.Value;
    }

    private static async Task BeginAnewAsync(TranscriptionDb db, Guid id, CancellationToken cancellationToken)
    {
        await db.Items().Where(i => i.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Done, TimeSpan.Zero).SetProperty(i => i.SegmentCount, 0).SetProperty(i => i.Dropped, 0).SetProperty(i => i.Progress, 0)
                .SetProperty(i => i.Language, (string?)null).SetProperty(i => i.LanguageProbability, (double?)null),
            cancellationToken);
        await db.Set<StoredSegment>().Where(s => s.ItemId == id).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<Error> WhyNotAsync(TranscriptionDb db, Guid id, string wanted, CancellationToken cancellationToken)
    {
        var item = await db.Living().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (item is null) return QueueQueries.NotFound(id);
        return item.Input == InputState.Removed && wanted == "queued"
            ? Error.Conflict("recording.gone", "The recording is not there any more, so it cannot be transcribed again.")
            : Error.Conflict("transcription.state", $"It is {QueueQueries.Word(item.State)} and cannot be {wanted} now.");
    }

    private async Task ChangedAsync(TranscriptionDb db, Guid id, CancellationToken cancellationToken)
    {
        var state = await db.Items().Where(i => i.Id == id).Select(i => i.State).FirstAsync(cancellationToken);
        live.StateChanged(id, state, clock.GetUtcNow());
    }
}
