using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;

namespace Platform.Host.Api.Idempotency;

/// <summary>A request that carries a key.</summary>
internal sealed record IdempotentRequest(string Caller, string Key, string Method, string Path, string Hash);

/// <summary>What was answered.</summary>
internal sealed record StoredAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

internal enum ClaimOutcome
{
    /// <summary>Nobody did this yet: do it, then complete or release the claim.</summary>
    Ours,

    /// <summary>It was done; there is the answer.</summary>
    Answered,

    /// <summary>It is being done.</summary>
    AtWork,

    /// <summary>The key stands for another request.</summary>
    Reused,
}

/// <summary>What came of claiming a key.</summary>
internal sealed record Claim(ClaimOutcome Outcome, IdempotentRequest Request, DateTimeOffset At, StoredAnswer? Answer = null);

/// <summary>
/// Keys and answers in the database, so that they hold on every node. The primary key decides who is first; a claim
/// whose owner died is taken over after a while.
/// </summary>
internal sealed class IdempotencyStore(IDbContextFactory<HostDb> databases, TimeProvider time)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>A claim older than this without an answer belonged to a process that died.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    public async Task<Claim> ClaimAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        // To the millisecond, which both databases keep exactly: the time names the claim.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var known = await db.IdempotencyRecords.AsNoTracking()
                .SingleOrDefaultAsync(r => r.Caller == request.Caller && r.Key == request.Key, cancellationToken);
            if (known is null ? await TryInsertAsync(db, request, now, cancellationToken) : IsOver(known, now) && await TryTakeOverAsync(db, known, request, now, cancellationToken))
                return new Claim(ClaimOutcome.Ours, request, now);
            if (known is not null && !IsOver(known, now)) return Judge(known, request, now);
        }

        return new Claim(ClaimOutcome.AtWork, request, now);
    }

    public async Task CompleteAsync(Claim claim, StoredAnswer answer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var headers = JsonSerializer.Serialize(answer.Headers);
        await Owned(db, claim).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.StatusCode, answer.Status)
                .SetProperty(x => x.Headers, headers)
                .SetProperty(x => x.Body, answer.Body)
                .SetProperty(x => x.CompletedAt, time.GetUtcNow()),
            cancellationToken);
    }

    public async Task ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await Owned(db, claim).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes what is no longer kept; gives how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = time.GetUtcNow() - Kept;
        return await db.IdempotencyRecords.Where(r => r.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<IdempotencyRecord> Owned(HostDb db, Claim claim) =>
        db.IdempotencyRecords.Where(r => r.Caller == claim.Request.Caller && r.Key == claim.Request.Key && r.CreatedAt == claim.At && r.StatusCode == null);

    private static bool IsOver(IdempotencyRecord known, DateTimeOffset now) =>
        now - known.CreatedAt > (known.StatusCode is null ? Abandoned : Kept);

    private static Claim Judge(IdempotencyRecord known, IdempotentRequest request, DateTimeOffset now)
    {
        if (known.RequestHash != request.Hash) return new Claim(ClaimOutcome.Reused, request, now);
        if (known.StatusCode is not { } status) return new Claim(ClaimOutcome.AtWork, request, now);
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(known.Headers ?? "{}")!;
        return new Claim(ClaimOutcome.Answered, request, now, new StoredAnswer(status, headers, known.Body ?? []));
    }

    private static async Task<bool> TryInsertAsync(HostDb db, IdempotentRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var path = request.Path.Length > IdempotencyRecord.PathLength ? request.Path[..IdempotencyRecord.PathLength] : request.Path;
        var record = new IdempotencyRecord
        {
            Caller = request.Caller,
            Key = request.Key,
            Method = request.Method,
            Path = path,
            RequestHash = request.Hash,
            CreatedAt = now,
        };
        db.Add(record);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (Contention.IsLostRace(exception))
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<bool> TryTakeOverAsync(HostDb db, IdempotencyRecord known, IdempotentRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.IdempotencyRecords
            .Where(r => r.Caller == known.Caller && r.Key == known.Key && r.CreatedAt == known.CreatedAt)
            .ExecuteUpdateAsync(
                r => r.SetProperty(x => x.CreatedAt, now)
                    .SetProperty(x => x.RequestHash, request.Hash)
                    .SetProperty(x => x.StatusCode, (int?)null)
                    .SetProperty(x => x.Headers, (string?)null)
                    .SetProperty(x => x.Body, (byte[]?)null)
                    .SetProperty(x => x.CompletedAt, (DateTimeOffset?)null),
                cancellationToken) == 1;
}
