using Microsoft.EntityFrameworkCore;
using Platform.Host.Data;
using Platform.Host.Identity.Users;
using Platform.Kernel.Api;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Kernel.Security;

namespace Platform.Host.Identity.ApiKeys;

/// <summary>Makes, lists and revokes API keys.</summary>
internal sealed class ApiKeyAdministration(IDbContextFactory<HostDb> databases, AuditLog audit, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<MadeApiKey>> CreateAsync(Actor actor, NewApiKey wanted, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var name = wanted.Name?.Trim() ?? "";
        if (name.Length is 0 or > ApiKey.NameLength) return Error.InvalidField("name", "api_key.name_invalid", $"Say in 1 to {ApiKey.NameLength} characters what the key is for.");
        if (UserFactory.CheckRole(wanted.Role) is { } unknownRole) return unknownRole;
        if (wanted.ExpiresAt <= now) return Error.InvalidField("expiresAt", "api_key.expiry_past", "The expiry must be in the future.");

        var text = KeyText.New();
        var key = new ApiKey
        {
            Name = name,
            Prefix = KeyText.PrefixOf(text),
            Hash = KeyText.Hash(text),
            Role = wanted.Role!,
            CreatedAt = now,
            CreatedBy = actor.Name,
            ExpiresAt = wanted.ExpiresAt?.ToUniversalTime(),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        var view = ApiKeyView.From(key, now);
        Tell(actor, "api_key.created", view, now);
        return new MadeApiKey(text, view);
    }

    /// <summary>Newest first.</summary>
    public async Task<Result<CursorPage<ApiKeyView>>> ListAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var read = request.Read<After>();
        if (!read.Ok) return read.Error;
        var page = read.Value;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var keys = db.ApiKeys.AsNoTracking();
        if (page.After is { } after) keys = keys.Where(k => k.Id < after.Id);
        // Ids are UUIDv7: their order is the order of creation.
        var found = await keys.OrderByDescending(k => k.Id).Take(page.Take).ToListAsync(cancellationToken);
        return page.Of([.. found.Select(k => ApiKeyView.From(k, now))], view => new After(view.Id));
    }

    private sealed record After(Guid Id);

    public async Task<Result<ApiKeyView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, cancellationToken);
        return key is null ? Error.NotFound("api_key", id) : ApiKeyView.From(key, clock.GetUtcNow());
    }

    /// <summary>The key stops to work at once. Revoking it again changes nothing.</summary>
    public async Task<Result<ApiKeyView>> RevokeAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await db.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now), cancellationToken);
        var key = await GetAsync(id, cancellationToken);
        if (changed == 1 && key.Ok) Tell(actor, "api_key.revoked", key.Value, now);
        return key;
    }

    private void Tell(Actor actor, string what, ApiKeyView key, DateTimeOffset now)
    {
        audit.Done(actor, what, $"{key.Name} ({key.Prefix})", key.Role);
        live.Publish(new LiveEvent(what, key.Id.ToString(), now) { Audience = Policies.Administer });
    }
}
