namespace Platform.StreamHealth.Contracts;

/// <summary>What a copy of a stream has of its own; all else is taken from the original.</summary>
public sealed record CloneInput
{
    /// <summary>Address of the copy; an address is watched once only.</summary>
    public string Url { get; init; } = "";

    /// <summary>Null takes the URL's host and path.</summary>
    public string? Name { get; init; }

    /// <summary>Null: as the original.</summary>
    public bool? Enabled { get; init; }
}
