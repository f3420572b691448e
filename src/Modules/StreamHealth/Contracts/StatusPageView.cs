namespace Platform.StreamHealth.Contracts;

/// <summary>A public status page, as somebody defines it.</summary>
public record StatusPageInput
{
    /// <summary>Last part of its address, <c>/status/{slug}</c>: lower-case letters, digits and hyphens, 1 to 64.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its heading, 1 to 100 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>Text above the streams, at most 4000 characters; empty for none. Lines are kept, markup is not read.</summary>
    public string Announcement { get; init; } = "";

    /// <summary>False takes it off the public address but keeps the definition.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Shows why a stream is not well, as the checks put it. That may name servers.</summary>
    public bool ShowReasons { get; init; }

    /// <summary>Shows how fast streams answer, and gives badges of it.</summary>
    public bool ShowLatency { get; init; }

    /// <summary>What is on it, in this order; at most 200.</summary>
    public IReadOnlyList<StatusPageItem> Items { get; init; } = [];

    /// <summary>On update: the version that was read; a page changed since is refused. Null updates whatever is there.</summary>
    public int? Version { get; init; }
}

/// <summary>A line of a status page: one stream, or a group with all its streams.</summary>
public sealed record StatusPageItem
{
    public Guid? StreamId { get; init; }

    public Guid? GroupId { get; init; }

    /// <summary>What visitors read; null takes the stream's or the group's own name.</summary>
    public string? Name { get; init; }
}

/// <summary>A public status page.</summary>
public sealed record StatusPageView : StatusPageInput
{
    public required Guid Id { get; init; }

    /// <summary>Its path on this server.</summary>
    public string Path => $"/status/{Slug}";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
