using Platform.Transcription.Formats;
using Platform.Transcription.Presets;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Cli;

/// <summary>What a run of the command line is to do, put together from preset, environment and options.</summary>
internal sealed record RunOrder
{
    public required string Preset { get; init; }

    public required TranscriptionRecipe Recipe { get; init; }

    public required SttEnvironment Environment { get; init; }

    /// <summary>As the user gave it; null: the preset's, or found out.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<TranscriptFormat> Formats { get; init; } = [TranscriptFormat.Txt];
}
