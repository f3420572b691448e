using Platform.Kernel.Results;

namespace Platform.Speech;

/// <summary>What a transcription tells while it runs. All times count from the beginning of the audio.</summary>
public abstract record SpeechEvent
{
    private SpeechEvent()
    {
    }

    /// <summary>The engine has begun.</summary>
    /// <param name="Engine">Its id.</param>
    /// <param name="Model">The model it uses; null when it has but one.</param>
    /// <param name="Details">What else is worth recording: library version, device.</param>
    public sealed record Started(string Engine, string? Model, IReadOnlyDictionary<string, string> Details) : SpeechEvent;

    /// <summary>What the engine was really called with, read where it was handed over; comes with the first piece that is heard.</summary>
    /// <param name="Parameters">By the names faster-whisper has for them: <c>beam_size</c>.</param>
    /// <param name="Ignored">What was asked for and has no effect with this engine, each with the reason.</param>
    public sealed record Applied(IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Ignored) : SpeechEvent;

    /// <summary>The engine has found out the language.</summary>
    /// <param name="Language">ISO 639-1.</param>
    /// <param name="Probability">0 to 1; null when not known.</param>
    public sealed record LanguageDetected(string Language, double? Probability) : SpeechEvent;

    /// <summary>How far it is. Everything before <paramref name="Done"/> is final: a later run may begin there.</summary>
    /// <param name="Done">Audio that is done with, silence included.</param>
    /// <param name="At">As <paramref name="Done"/>, with what is done of the part in work; for progress bars.</param>
    /// <param name="Total">Length of the audio, where known.</param>
    public sealed record Progress(TimeSpan Done, TimeSpan At, TimeSpan? Total) : SpeechEvent;

    /// <summary>Something was said.</summary>
    public sealed record Heard(TranscriptSegment Segment) : SpeechEvent;

    /// <summary>The engine gave text that was not said, as far as one can tell; it is not part of the transcript.</summary>
    /// <param name="Segment">What it gave.</param>
    /// <param name="Reason">Why it was left out, in a few words.</param>
    public sealed record Dropped(TranscriptSegment Segment, string Reason) : SpeechEvent;

    /// <summary>The audio is at its end; nothing follows.</summary>
    public sealed record Finished(TranscriptionSummary Summary) : SpeechEvent;

    /// <summary>It could not go on; nothing follows. What was heard before stands, and a later run may begin at <paramref name="Done"/>.</summary>
    public sealed record Failed(Error Error, TimeSpan Done) : SpeechEvent;
}

/// <summary>Something one speaker said, about a sentence.</summary>
public sealed record TranscriptSegment(TimeSpan Start, TimeSpan End, string Text)
{
    public IReadOnlyList<TranscriptWord> Words { get; init; } = [];

    /// <summary>Name or number of the speaker, where the engine tells them apart.</summary>
    public string? Speaker { get; init; }

    /// <summary>Mean natural logarithm of the tokens' probabilities; null when the engine has none.</summary>
    public double? AverageLogProbability { get; init; }

    /// <summary>Probability, 0 to 1, that nothing was said here; null when the engine has none.</summary>
    public double? NoSpeechProbability { get; init; }
}

/// <summary>One word.</summary>
/// <param name="Text">Without blanks around it.</param>
/// <param name="Start">From the beginning of the audio.</param>
/// <param name="End">From the beginning of the audio.</param>
/// <param name="Confidence">0 to 1; null when the engine has none.</param>
public sealed record TranscriptWord(string Text, TimeSpan Start, TimeSpan End, double? Confidence);

/// <summary>What a transcription amounted to.</summary>
public sealed record TranscriptionSummary
{
    /// <summary>Length of the audio that was read in this run.</summary>
    public required TimeSpan Audio { get; init; }

    /// <summary>How much of it was speech and was given to the engine.</summary>
    public required TimeSpan Speech { get; init; }

    /// <summary>Wall time.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Segments that were left out as not said.</summary>
    public int Dropped { get; init; }

    /// <summary>Seconds of audio per second of work.</summary>
    public double TimesRealTime => Took > TimeSpan.Zero ? Audio / Took : 0;
}
