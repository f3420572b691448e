using System.ComponentModel;

namespace Platform.Transcription.Inputs.Recordings;

/// <summary>What a rule for recordings is to be.</summary>
internal sealed record RecordingRuleInput
{
    [Description("For people; the pattern when not said.")]
    public string? Name { get; init; }

    [Description("Off when not said.")]
    public bool Enabled { get; init; }

    [Description("What recorded it, with * and ?; any when not said.")]
    public string? Source { get; init; }

    [Description("What was recorded, as its recorder names it, with * and ?: `live/*`. Of several rules that fit, the one with more letters counts.")]
    public string? Path { get; init; }

    [Description("Name of a preset; the default one when not said.")]
    public string? Preset { get; init; }

    [Description("Instead of the preset's: code of ISO 639, or auto to find out.")]
    public string? Language { get; init; }

    [Description("The larger comes first, -100 to 100.")]
    public int Priority { get; init; }

    [Description("The version that was read; a rule that somebody changed meanwhile is answered with 409.")]
    public int? Version { get; init; }
}

/// <summary>A rule for recordings.</summary>
internal sealed record RecordingRuleView(Guid Id, string Name, bool Enabled, string Source, string Path, string Preset, string? Language, int Priority, int Version, DateTimeOffset CreatedAt)
{
    public static RecordingRuleView Of(RecordingRule r) => new(r.Id, r.Name, r.Enabled, r.Source, r.Path, r.Preset, r.Language, r.Priority, r.Version, r.CreatedAt);
}
