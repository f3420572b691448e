namespace Platform.Host.Identity.ApiKeys;

internal enum ApiKeyState
{
    Active,
    Expired,
    Revoked,
}

/// <summary>An API key as the API and the console show it: never the key itself.</summary>
/// <param name="Id">For the API.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">The first characters of the key.</param>
/// <param name="Role">viewer, operator or admin.</param>
/// <param name="State">Only an active key works.</param>
/// <param name="CreatedBy">The name of who made it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops to work; null for never.</param>
/// <param name="LastUsedAt">Exact to a minute.</param>
/// <param name="RevokedAt">When it was revoked.</param>
internal sealed record ApiKeyView(
    Guid Id, string Name, string Prefix, string Role, ApiKeyState State, string CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt)
{
    public static ApiKeyView From(ApiKey key, DateTimeOffset now)
    {
        var state = key.RevokedAt is not null ? ApiKeyState.Revoked : key.ExpiresAt <= now ? ApiKeyState.Expired : ApiKeyState.Active;
        return new(key.Id, key.Name, key.Prefix, key.Role, state, key.CreatedBy, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt);
    }
}

/// <summary>An API key to make.</summary>
/// <param name="Name">What it is for; at most 100 characters.</param>
/// <param name="Role">viewer, operator or admin.</param>
/// <param name="ExpiresAt">When it stops to work; null for never.</param>
internal sealed record NewApiKey(string? Name, string? Role, DateTimeOffset? ExpiresAt = null);

/// <summary>A key just made, with its text, which is shown this once.</summary>
/// <param name="Key">Send it as <c>Authorization: Bearer …</c> or <c>X-Api-Key: …</c>.</param>
/// <param name="Details">What the list shows of it.</param>
internal sealed record MadeApiKey(string Key, ApiKeyView Details);
