using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Inputs;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Sharing;

/// <summary>A link that has just been made.</summary>
/// <param name="Share">The link.</param>
/// <param name="Token">Its secret part, which nobody sees again.</param>
internal sealed record NewShare(ShareView Share, string Token);

/// <summary>Makes, lists and revokes links to transcripts, and follows them.</summary>
internal sealed class Shares(IDbContextFactory<TranscriptionDb> databases, ShareAudit audit, TimeProvider clock)
{
    private const int LongestNote = 200;
    private const int Most = 100;

    public async Task<Result<NewShare>> CreateAsync(Guid itemId, ShareInput input, Requester requester, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (input.Note?.Length > LongestNote) return Error.InvalidField("note", "share.invalid", $"note may have {LongestNote} characters.");
        if (input.ExpiresAt <= now) return Error.InvalidField("expiresAt", "share.invalid", "expiresAt must be in the future.");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(i => i.Id == itemId, cancellationToken)) return QueueQueries.NotFound(itemId);
        var open = await db.Set<TranscriptShare>().CountAsync(s => s.ItemId == itemId && s.RevokedAt == null && (s.ExpiresAt == null || s.ExpiresAt > now), cancellationToken);
        if (open >= Most) return Error.Conflict("share.too_many", $"This transcript has {open} links already: revoke some first.");
        var token = ShareToken.New();
        var share = new TranscriptShare
        {
            Id = Guid.CreateVersion7(now),
            ItemId = itemId,
            TokenHash = ShareToken.Hash(token),
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(),
            Audio = input.Audio,
            CreatedBy = requester.Name,
            CreatedAt = now,
            ExpiresAt = input.ExpiresAt?.ToUniversalTime(),
        };
        db.Add(share);
        await db.SaveChangesAsync(cancellationToken);
        audit.Created(requester, share);
        return new NewShare(ShareView.Of(share, now), token);
    }

    /// <summary>Newest first, with those that lead nowhere any more.</summary>
    public async Task<Result<IReadOnlyList<ShareView>>> ListAsync(Guid itemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(i => i.Id == itemId, cancellationToken)) return QueueQueries.NotFound(itemId);
        var shares = await db.Set<TranscriptShare>().AsNoTracking().Where(s => s.ItemId == itemId).OrderByDescending(s => s.CreatedAt).Take(2 * Most).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return Result.Of<IReadOnlyList<ShareView>>(shares.ConvertAll(s => ShareView.Of(s, now)));
    }

    /// <summary>From now on it leads nowhere. Doing it twice is doing it once.</summary>
    public async Task<Result<Unit>> RevokeAsync(Guid itemId, Guid shareId, Requester requester, CancellationToken cancellationToken)
    {
        var (now, name) = (clock.GetUtcNow(), requester.Name);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<TranscriptShare>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == shareId && s.ItemId == itemId, cancellationToken) is not { } share) return Error.NotFound("share", shareId);
        var revoked = await db.Set<TranscriptShare>().Where(s => s.Id == shareId && s.RevokedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.RevokedAt, now).SetProperty(s => s.RevokedBy, name), cancellationToken);
        if (revoked == 1) audit.Revoked(requester, share);
        return Unit.Value;
    }

    /// <summary>Follows a link. Null for one that is unknown, expired or revoked, and for a transcript that is deleted: they cannot be told apart.</summary>
    public async Task<TranscriptShare?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!ShareToken.LooksRight(token)) return null;
        var (hash, now) = (ShareToken.Hash(token), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<TranscriptShare>().AsNoTracking().Where(s => s.TokenHash == hash && s.RevokedAt == null && (s.ExpiresAt == null || s.ExpiresAt > now))
            .Where(s => db.Living().Any(i => i.Id == s.ItemId)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Counts that its page was opened.</summary>
    public async Task ViewedAsync(TranscriptShare share, string? address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<TranscriptShare>().Where(s => s.Id == share.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Views, s => s.Views + 1).SetProperty(s => s.LastViewAt, now), cancellationToken);
        audit.Opened(address, share);
    }
}
