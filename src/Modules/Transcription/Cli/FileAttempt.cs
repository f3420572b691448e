using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Preprocessing;

namespace Platform.Transcription.Cli;

/// <summary>What became of one file: a transcript, or an error, and what is known besides.</summary>
internal sealed record FileAttempt
{
    public Error? Error { get; init; }

    /// <summary>Null with an error.</summary>
    public Formats.Transcript? Transcript { get; init; }

    /// <summary>Null when it could not be opened.</summary>
    public PreparedAudio? Prepared { get; init; }

    public string? Engine { get; init; }

    public string? Model { get; init; }

    /// <summary>Why this engine.</summary>
    public string? Why { get; init; }

    /// <summary>What the engine told of itself.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What the engine was really called with; null where it does not tell, and before it heard anything.</summary>
    public SpeechEvent.Applied? Applied { get; init; }

    public TimeSpan Total { get; init; }

    /// <summary>Time before the engine could listen.</summary>
    public TimeSpan Preprocess { get; init; }

    public TimeSpan Transcribe { get; init; }

    /// <summary>Seconds of audio per second of listening; null when it failed.</summary>
    public double? Speed => Transcript is { } whole && Transcribe > TimeSpan.Zero ? whole.Duration / Transcribe : null;
}
