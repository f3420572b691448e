using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Data;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Results;

namespace Platform.Transcription.Queue;

/// <summary>
/// What a run writes down. Every change is made only while the run still has what it took; false says that it has lost it. Segments
/// are stored in one transaction with how far they reach, so that the next run neither doubles nor loses one.
/// </summary>
internal sealed class RunRecords(IDbContextFactory<TranscriptionDb> databases, IEnumerable<ITranscriptionEnded> followers, LiveEvents live, TimeProvider clock)
{
    /// <summary>Says which engine works on it, and takes away what a lost run may have left.</summary>
    public async Task<bool> BeginAsync(Claim claim, string engine, string why, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = await db.Held(claim).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Engine, engine).SetProperty(i => i.EngineWhy, why).SetProperty(i => i.Phase, "preparing").SetProperty(i => i.Error, (string?)null).SetProperty(i => i.ErrorCode, (string?)null),
            cancellationToken);
        if (held == 0) return false;
        await db.Set<StoredSegment>().Where(s => s.ItemId == claim.ItemId && s.Number >= claim.Item.SegmentCount).ExecuteDeleteAsync(cancellationToken);
        await Attempt(db, claim).ExecuteUpdateAsync(set => set.SetProperty(a => a.Engine, engine).SetProperty(a => a.EngineWhy, why), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The engine has told of itself.</summary>
    public async Task<bool> StartedAsync(Claim claim, SpeechEvent.Started started, CancellationToken cancellationToken)
    {
        var details = started.Details.Count == 0 ? null : JsonSerializer.Serialize(started.Details, ApiJson.Options);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.Model, started.Model).SetProperty(i => i.Phase, "transcribing"), cancellationToken) == 0) return false;
        await Attempt(db, claim).ExecuteUpdateAsync(set => set.SetProperty(a => a.Model, started.Model).SetProperty(a => a.Details, details), cancellationToken);
        return true;
    }

    public async Task<bool> LanguageAsync(Claim claim, string language, double? probability, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.Language, language).SetProperty(i => i.LanguageProbability, probability), cancellationToken) == 1;
    }

    /// <summary>What became of the sound on its way to the engine.</summary>
    public async Task PreparedAsync(Claim claim, PreparedAudio audio, CancellationToken cancellationToken)
    {
        var (before, after, loudness, gain, took) = (audio.SnrBeforeDb, audio.SnrAfterDb, audio.LoudnessLufs, audio.GainDb, audio.Took);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await Attempt(db, claim).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.SnrBeforeDb, before).SetProperty(a => a.SnrAfterDb, after).SetProperty(a => a.LoudnessLufs, loudness)
                .SetProperty(a => a.GainDb, gain).SetProperty(a => a.PreparationTook, took),
            cancellationToken);
    }

    /// <summary>How far it is, for people; nothing is final by it.</summary>
    public async Task<bool> ProgressAsync(Claim claim, RunPace pace, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (fraction, phase, speed) = (pace.Fraction, pace.Phase, pace.Speed);
        return await db.Held(claim).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Progress, fraction).SetProperty(i => i.Phase, phase).SetProperty(i => i.Speed, speed), cancellationToken) == 1;
    }

    /// <summary>Stores what was heard, and that everything up to <paramref name="done"/> is final.</summary>
    public async Task<bool> StoreAsync(Claim claim, HeardSoFar heard, TimeSpan done, RunPace pace, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (fraction, phase, speed, count, dropped) = (pace.Fraction, pace.Phase, pace.Speed, heard.Count, heard.Dropped);
        var held = await db.Held(claim).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Done, done).SetProperty(i => i.SegmentCount, count).SetProperty(i => i.Dropped, i => i.Dropped + dropped).SetProperty(i => i.Deaths, 0)
                .SetProperty(i => i.Progress, fraction).SetProperty(i => i.Phase, phase).SetProperty(i => i.Speed, speed),
            cancellationToken);
        if (held == 0) return false;
        db.AddRange(heard.Waiting);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        heard.Stored();
        return true;
    }

    /// <summary>It is whole. What follows from it (messages, statistics) is written in the same transaction.</summary>
    public async Task<bool> CompleteAsync(Claim claim, HeardSoFar heard, TimeSpan end, RunPace pace, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (speed, count, dropped) = (pace.Speed, heard.Count, heard.Dropped);
        var duration = pace.Total ?? end;
        var held = await db.Held(claim).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, TranscriptionState.Completed).SetProperty(i => i.ClaimedBy, (string?)null).SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(i => i.Done, end).SetProperty(i => i.SegmentCount, count).SetProperty(i => i.Dropped, i => i.Dropped + dropped).SetProperty(i => i.Deaths, 0)
                .SetProperty(i => i.Progress, 1).SetProperty(i => i.Phase, (string?)null).SetProperty(i => i.Speed, speed).SetProperty(i => i.FinishedAt, now)
                .SetProperty(i => i.Duration, i => i.Duration ?? duration).SetProperty(i => i.TextVersion, i => i.TextVersion + 1)
                .SetProperty(i => i.TextAuthor, (string?)null).SetProperty(i => i.TextAt, now),
            cancellationToken);
        if (held == 0) return false;
        db.AddRange(heard.Waiting);
        await db.SaveChangesAsync(cancellationToken);
        await AttemptRecords.EndAsync(db, claim, AttemptOutcome.Completed, null, now, cancellationToken);
        await FollowAsync(db, claim, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        heard.Stored();
        live.StateChanged(claim.ItemId, TranscriptionState.Completed, now);
        await NotifyAsync(claim.ItemId, cancellationToken);
        return true;
    }

    /// <summary>It could not be done. What was heard before is kept, and a retry goes on from there.</summary>
    public async Task<bool> FailAsync(Claim claim, Error error, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = await db.Held(claim).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, TranscriptionState.Failed).SetProperty(i => i.ClaimedBy, (string?)null).SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(i => i.FinishedAt, now).SetProperty(i => i.Phase, (string?)null).SetProperty(i => i.ErrorCode, error.Code).SetProperty(i => i.Error, error.Message),
            cancellationToken);
        if (held == 0) return false;
        await AttemptRecords.EndAsync(db, claim, AttemptOutcome.Failed, error, now, cancellationToken);
        await FollowAsync(db, claim, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        live.StateChanged(claim.ItemId, TranscriptionState.Failed, now);
        await NotifyAsync(claim.ItemId, cancellationToken);
        return true;
    }

    private static IQueryable<TranscriptionAttempt> Attempt(TranscriptionDb db, Claim claim) =>
        db.Set<TranscriptionAttempt>().Where(a => a.ItemId == claim.ItemId && a.Number == claim.Item.Attempts);

    private async Task FollowAsync(TranscriptionDb db, Claim claim, CancellationToken cancellationToken)
    {
        var item = await db.Items().AsNoTracking().FirstAsync(i => i.Id == claim.ItemId, cancellationToken);
        foreach (var follower in followers) await follower.WriteAsync(db, item, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task NotifyAsync(Guid itemId, CancellationToken cancellationToken)
    {
        foreach (var follower in followers) await follower.CommittedAsync(itemId, cancellationToken);
    }
}
