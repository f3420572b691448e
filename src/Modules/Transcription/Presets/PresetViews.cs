using System.ComponentModel;

namespace Platform.Transcription.Presets;

/// <summary>A preset as the console and the API show it.</summary>
internal sealed record PresetView
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    [Description("Comes with the platform: it cannot be changed or deleted, only copied.")]
    public required bool BuiltIn { get; init; }

    [Description("Counts where a request names none.")]
    public bool IsDefault { get; init; }

    [Description("Device and number format that stt-faster's preset of this name had, for information: the engines here choose by themselves.")]
    public string? Device { get; init; }

    public required TranscriptionRecipe Recipe { get; init; }

    [Description("Send it back with a change; 0 for what is built in.")]
    public int Version { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether a name means this preset.</summary>
    public bool IsNamed(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a preset is to be.</summary>
internal sealed record PresetInput
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public TranscriptionRecipe Recipe { get; init; } = new();

    [Description("The version that was read; a preset that somebody changed meanwhile is answered with 409.")]
    public int? Version { get; init; }
}
