using Platform.Speech;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing;

namespace Platform.Transcription.Presets;

/// <summary>How a recording is transcribed, from the file to the files: what a preset holds, and a piece of work carries a copy of.</summary>
internal sealed record TranscriptionRecipe
{
    /// <summary>Id of a speech-to-text engine, <c>auto</c>, or null for the configured one.</summary>
    public string? Engine { get; init; }

    /// <summary>Name of an installed model; null: the configured one, or the best installed.</summary>
    public string? Model { get; init; }

    /// <summary>ISO 639-1; null: find out.</summary>
    public string? Language { get; init; }

    public SpeechTask Task { get; init; }

    /// <summary>Whether words have times. An engine that has none is refused where this is asked for.</summary>
    public bool WordTimes { get; init; }

    public bool Diarize { get; init; }

    /// <summary>Names and terms to expect, as a sentence.</summary>
    public string? Prompt { get; init; }

    /// <summary>The recording is music or has much of it: nothing is skipped or dropped.</summary>
    public bool Music { get; init; }

    public PreprocessingOptions Preprocessing { get; init; } = new();

    public DecodingOptions Decoding { get; init; } = new();

    public VoiceOptions Voice { get; init; } = new();

    public CleaningOptions Cleaning { get; init; } = new();

    /// <summary>What is written; at least one.</summary>
    public IReadOnlyList<TranscriptFormat> Formats { get; init; } = [TranscriptFormat.Json, TranscriptFormat.Txt, TranscriptFormat.Srt];
}
