namespace Platform.StreamHealth.Contracts;

/// <summary>A group as somebody defines it; its streams inherit what they do not say themselves.</summary>
public sealed record GroupInput : TermsInput
{
    /// <summary>Unique, whatever the case.</summary>
    public string Name { get; init; } = "";

    /// <summary>Groups are shown lowest first, then by name.</summary>
    public int Position { get; init; }

    /// <summary>On update: the version that was read. A group changed since is refused with <c>group.changed</c>. Null updates whatever is there.</summary>
    public int? Version { get; init; }
}
