namespace Platform.Host.Identity.ApiKeys;

/// <summary>A key a program calls the API with. The key itself is not kept, only its hash.</summary>
internal sealed class ApiKey
{
    public const int NameLength = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it is for, as its maker wrote it.</summary>
    public required string Name { get; set; }

    /// <summary>The first characters, to tell keys apart in a list.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key. A key is 238 random bits, so a fast hash is enough.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>One of <see cref="Kernel.Security.Roles"/>.</summary>
    public required string Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of who made it.</summary>
    public required string CreatedBy { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, exact to a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
