namespace Platform.StreamHealth.Contracts;

/// <summary>A stream as somebody defines it, in the console or through the API.</summary>
public sealed record StreamInput : TermsInput
{
    /// <summary>http or https address a listener would play.</summary>
    public string Url { get; init; } = "";

    /// <summary>Name in lists; null takes the URL's host and path.</summary>
    public string? Name { get; init; }

    /// <summary>Words to group and filter by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>False keeps the definition but pauses the checks.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The group it belongs to, whose values it inherits; null for none.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>The stream it depends on, such as the encoder's own mount of a relay: while that is down, nobody is told that this one is. Null for none.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>On update: the version that was read. A stream changed since is refused with <c>stream.changed</c>. Null updates whatever is there.</summary>
    public int? Version { get; init; }
}
