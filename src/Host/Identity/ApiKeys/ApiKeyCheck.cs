using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.ApiKeys;

/// <summary>Finds the key a request carries and says whether it is good. Asks the database each time, so that a revoked key stops at once on every node.</summary>
internal sealed partial class ApiKeyCheck(IDbContextFactory<HostDb> databases, TimeProvider clock, ILogger<ApiKeyCheck> log)
{
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    public async Task<Result<ApiKey>> CheckAsync(string text, CancellationToken cancellationToken)
    {
        if (!KeyText.LooksRight(text)) return Unknown;
        var hash = KeyText.Hash(text);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash, cancellationToken);
        if (key is null) return Unknown;
        if (key.RevokedAt is not null) return new Error(ErrorKind.Forbidden, "auth.key_revoked", "This API key was revoked.");
        var now = clock.GetUtcNow();
        if (key.ExpiresAt <= now) return new Error(ErrorKind.Forbidden, "auth.key_expired", $"This API key expired on {key.ExpiresAt:u}.");
        await NoteUseAsync(db, key, now, cancellationToken);
        return key;
    }

    private static Error Unknown => new(ErrorKind.Forbidden, "auth.key_unknown", "There is no such API key.");

    // A full disk must not lock programs out, so this may fail.
    private async Task NoteUseAsync(HostDb db, ApiKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - UseResolution;
        if (key.LastUsedAt > before) return;
        try
        {
            await db.ApiKeys.Where(k => k.Id == key.Id && (k.LastUsedAt == null || k.LastUsedAt <= before))
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), cancellationToken);
        }
        catch (DbException e)
        {
            UseNotNoted(e, key.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The use of API key {KeyId} could not be noted")]
    private partial void UseNotNoted(Exception exception, Guid keyId);
}
