using Platform.Speech;

namespace Platform.Transcription.Formats;

/// <summary>What was heard in one recording, whole.</summary>
/// <param name="Segments">In order of time.</param>
internal sealed record Transcript(IReadOnlyList<TranscriptSegment> Segments)
{
    /// <summary>Name of the recording, for people; no path.</summary>
    public required string Audio { get; init; }

    /// <summary>ISO 639-1; null when nobody knows.</summary>
    public string? Language { get; init; }

    /// <summary>0 to 1; null when the language was given or the engine does not tell.</summary>
    public double? LanguageProbability { get; init; }

    /// <summary>Whether the language was given, not found out.</summary>
    public bool LanguageForced { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Segments the engine gave that were left out as not said.</summary>
    public int Dropped { get; init; }

    /// <summary>The decoding options that were set, by stt-faster's names.</summary>
    public IReadOnlyDictionary<string, object?> DecodingArguments { get; init; } = new Dictionary<string, object?>();

    /// <summary>Those of them that had no effect with the engine that listened, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> IgnoredArguments { get; init; } = new Dictionary<string, string>();
}
