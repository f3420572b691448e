using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>A transcription that a run has taken.</summary>
/// <param name="Item">As it was when it was taken.</param>
/// <param name="Token">Names the run; who does not have it changes nothing.</param>
internal sealed record Claim(TranscriptionItem Item, string Token)
{
    public Guid ItemId => Item.Id;
}

/// <summary>
/// Who runs what: takes the next transcription, keeps it, gives it back. A lease is renewed while its run lives; only one that has
/// ended is taken over. Within a priority the user whose work runs least comes first, then the one whose last turn is longest ago.
/// </summary>
internal sealed class Claims(IDbContextFactory<TranscriptionDb> databases, ThisNode node, IEnumerable<ITranscriptionEnded> followers, LiveEvents live, TimeProvider clock)
{
    /// <summary>How long a run is believed in without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>How often a run gives one.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private const int MostDeaths = 5;
    private const int Tries = 20;

    /// <summary>Takes the transcription of a lane whose turn it is; null when there is none.</summary>
    public async Task<Claim?> TakeNextAsync(string lane, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var claimable = db.Items().AsNoTracking().Claimable(lane, clock.GetUtcNow()).LeftTo(node);
            if (await claimable.MaxAsync(i => (int?)i.Priority, cancellationToken) is not { } top) return null;

            // Between two questions others may take all there was; then there may be something of a lower priority.
            if (await NextAsync(db, claimable.Where(i => i.Priority == top), cancellationToken) is not { } next) continue;
            if (next.State == TranscriptionState.Running && next.Deaths + 1 >= MostDeaths)
            {
                await GiveUpAsync(db, next, cancellationToken);
                continue;
            }

            // Somebody else may have been quicker; then there may be another one.
            if (await TakeAsync(db, next, cancellationToken) is { } claim) return claim;
        }

        return null;
    }

    /// <summary>When a lease ends of a run that may be dead; null when nothing runs.</summary>
    public async Task<DateTimeOffset?> NextLeaseEndAsync(string lane, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().Where(i => i.Lane == lane && i.State == TranscriptionState.Running).MinAsync(i => i.LeaseUntil, cancellationToken);
    }

    /// <summary>When something that waits for its next try may be tried; null when nothing does.</summary>
    public async Task<DateTimeOffset?> NextTryAsync(string lane, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().Where(i => i.Lane == lane && i.State == TranscriptionState.Queued && i.NotBefore != null && i.Input == InputState.Ready).MinAsync(i => i.NotBefore, cancellationToken);
    }

    /// <summary>Whether something could be taken now.</summary>
    public async Task<bool> AnyAsync(string lane, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Items().Claimable(lane, clock.GetUtcNow()).LeftTo(node).AnyAsync(cancellationToken);
    }

    /// <summary>A sign of life. False: the run has lost what it had and must stop.</summary>
    public async Task<bool> RenewAsync(Claim claim, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var until = clock.GetUtcNow() + Lease;
        return await db.Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>Gives it back because the service stops: it keeps its place, and the next run goes on.</summary>
    public Task<bool> ParkAsync(Claim claim, CancellationToken cancellationToken) =>
        GiveBackAsync(claim, AttemptOutcome.Parked, null, "The service was stopped; it goes on when it is back.", null, cancellationToken);

    /// <summary>Gives it back because something it needs is not there.</summary>
    public Task<bool> WaitAsync(Claim claim, Error missing, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        GiveBackAsync(claim, AttemptOutcome.Waiting, missing, missing.Message, notBefore, cancellationToken);

    /// <summary>Leaves it to the node that has its recording; no other takes it any more.</summary>
    public Task<bool> LeaveAsync(Claim claim, Error missing, CancellationToken cancellationToken) =>
        GiveBackAsync(claim, AttemptOutcome.Waiting, missing, missing.Message, null, cancellationToken, claim.Item.AudioNode);

    private async Task<TranscriptionItem?> NextAsync(TranscriptionDb db, IQueryable<TranscriptionItem> claimable, CancellationToken cancellationToken)
    {
        var owners = await claimable.GroupBy(i => i.OwnerId).Select(g => new { Owner = g.Key, Since = g.Min(i => i.QueuedAt) }).ToListAsync(cancellationToken);
        if (owners.Count == 0) return null;
        var owner = owners[0].Owner;
        if (owners.Count > 1)
        {
            var turns = await Turns.ReadAsync(db, owners.ConvertAll(o => o.Owner), clock.GetUtcNow(), cancellationToken);
            owner = owners.MinBy(o => turns[o.Owner] with { Since = o.Since })!.Owner;
        }

        return await claimable.Where(i => i.OwnerId == owner).OrderBy(i => i.QueuedAt).ThenBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<Claim?> TakeAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (until, token, number, died) = (now + Lease, $"{node.Name}/{Guid.CreateVersion7(now):N}", item.Attempts + 1, item.State == TranscriptionState.Running);
        var (deaths, started) = (died ? item.Deaths + 1 : item.Deaths, item.StartedAt ?? now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await db.Items().Claimable(now).Where(i => i.Id == item.Id && i.State == item.State && i.Attempts == item.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, TranscriptionState.Running).SetProperty(i => i.ClaimedBy, token).SetProperty(i => i.LeaseUntil, until)
                .SetProperty(i => i.ClaimedAt, now).SetProperty(i => i.Attempts, number).SetProperty(i => i.Deaths, deaths).SetProperty(i => i.StartedAt, started)
                .SetProperty(i => i.NotBefore, (DateTimeOffset?)null).SetProperty(i => i.Reason, (string?)null).SetProperty(i => i.Phase, "starting"),
            cancellationToken);
        if (taken == 0) return null;
        if (died)
        {
            await db.Set<TranscriptionAttempt>().Where(a => a.ItemId == item.Id && a.Outcome == AttemptOutcome.Running).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.Outcome, AttemptOutcome.Interrupted).SetProperty(a => a.EndedAt, item.LeaseUntil).SetProperty(a => a.To, item.Done)
                    .SetProperty(a => a.Error, "The process that ran it ended without a word."),
                cancellationToken);
        }

        db.Add(new TranscriptionAttempt { ItemId = item.Id, Number = number, Node = node.Name, StartedAt = now, Outcome = AttemptOutcome.Running, From = item.Done });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        (item.State, item.ClaimedBy, item.LeaseUntil, item.Attempts, item.Deaths) = (TranscriptionState.Running, token, until, number, deaths);
        live.StateChanged(item.Id, TranscriptionState.Running, now);
        return new Claim(item, token);
    }

    private async Task GiveUpAsync(TranscriptionDb db, TranscriptionItem item, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var message = $"The service ended {MostDeaths} times while it worked on this. It is not tried again by itself.";
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Set<TranscriptionAttempt>().Where(a => a.ItemId == item.Id && a.Outcome == AttemptOutcome.Running).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.Outcome, AttemptOutcome.Interrupted).SetProperty(a => a.EndedAt, item.LeaseUntil), cancellationToken);
        var ours = await db.Items().Claimable(now).Where(i => i.Id == item.Id && i.State == item.State && i.Attempts == item.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, TranscriptionState.Failed).SetProperty(i => i.ClaimedBy, (string?)null).SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(i => i.FinishedAt, now).SetProperty(i => i.ErrorCode, "transcription.interrupted").SetProperty(i => i.Error, message),
            cancellationToken);
        if (ours == 0) return;
        var failed = await db.Items().AsNoTracking().FirstAsync(i => i.Id == item.Id, cancellationToken);
        foreach (var follower in followers) await follower.WriteAsync(db, failed, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        live.StateChanged(item.Id, TranscriptionState.Failed, now);
        foreach (var follower in followers) await follower.CommittedAsync(item.Id, cancellationToken);
    }

    private async Task<bool> GiveBackAsync(Claim claim, AttemptOutcome outcome, Error? error, string reason, DateTimeOffset? notBefore, CancellationToken cancellationToken, string? onlyNode = null)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = await db.Held(claim).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, TranscriptionState.Queued).SetProperty(i => i.ClaimedBy, (string?)null).SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(i => i.OnlyNode, i => onlyNode ?? i.OnlyNode).SetProperty(i => i.NotBefore, notBefore).SetProperty(i => i.Reason, reason).SetProperty(i => i.Phase, (string?)null).SetProperty(i => i.Deaths, 0),
            cancellationToken);
        if (held == 0) return false;
        await AttemptRecords.EndAsync(db, claim, outcome, error, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        live.StateChanged(claim.ItemId, TranscriptionState.Queued, now);
        return true;
    }
}
