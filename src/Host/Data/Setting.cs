namespace Platform.Host.Data;

/// <summary>A setting that was changed in the console; it wins over configuration.</summary>
internal sealed class Setting
{
    public const int KeyLength = 200;

    /// <summary>Path in configuration: <c>StreamHealth:MaxParallel</c>.</summary>
    public required string Key { get; init; }

    /// <summary>As text, in the form configuration would have it; protected text when <see cref="Protected"/>.</summary>
    public required string Value { get; set; }

    /// <summary>The value is a secret and was encrypted with Data Protection.</summary>
    public bool Protected { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of who changed it.</summary>
    public required string ChangedBy { get; set; }
}
