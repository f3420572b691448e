namespace Platform.Speech;

/// <summary>Turns speech into text with times.</summary>
public interface ISpeechToText : ISpeechEngine
{
    /// <summary>What it can do; check a request with <see cref="SpeechToTextCapabilities.WhyNot"/> before queueing it.</summary>
    SpeechToTextCapabilities Capabilities { get; }

    /// <summary>
    /// Transcribes in constant memory, giving out each part as it is done. The last event is <see cref="SpeechEvent.Finished"/>
    /// or <see cref="SpeechEvent.Failed"/>: a missing model, a crash of the engine and broken audio are answers, not exceptions.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; the engine has stopped.</exception>
    IAsyncEnumerable<SpeechEvent> TranscribeAsync(SpeechAudio audio, SpeechToTextRequest request, CancellationToken cancellationToken);
}

/// <summary>What to do with the words.</summary>
public enum SpeechTask
{
    /// <summary>Write down what is said, in the language it is said in.</summary>
    Transcribe,

    /// <summary>Write down in English what is said in any language.</summary>
    TranslateToEnglish,
}

/// <summary>What a speech-to-text engine can do.</summary>
public sealed record SpeechToTextCapabilities
{
    /// <summary>ISO 639-1 codes; null when the model decides, or any will do.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Whether it finds out the language by itself.</summary>
    public bool DetectsLanguage { get; init; }

    /// <summary>Whether each word has its times.</summary>
    public bool WordTimes { get; init; }

    /// <summary>Whether words come with a confidence.</summary>
    public bool Confidence { get; init; }

    public bool TranslatesToEnglish { get; init; }

    /// <summary>Whether it tells speakers apart.</summary>
    public bool Diarization { get; init; }

    /// <summary>Whether parts come before the audio is at its end, so that it can follow a live source.</summary>
    public bool Streaming { get; init; }

    /// <summary>Whether the decoding options (beam, temperature, prompt) have an effect.</summary>
    public bool DecodingOptions { get; init; }

    /// <summary>
    /// Whether it may write down what nobody said, over and over, on noise and silence, as language models do. Only then are repetitions
    /// doubted (<see cref="CleaningOptions"/>).
    /// </summary>
    public bool InventsText { get; init; }

    /// <summary>Why a request cannot be done; null when it can.</summary>
    public string? WhyNot(SpeechToTextRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Language is { } language && Languages is { } known && !known.Contains(Iso(language), StringComparer.OrdinalIgnoreCase))
            return $"it knows {string.Join(", ", known)}, not '{language}'";
        if (request.Task == SpeechTask.TranslateToEnglish && !TranslatesToEnglish) return "it cannot translate";
        if (request.WordTimes && !WordTimes) return "it gives no times of words";
        return request.Diarize && !Diarization ? "it does not tell speakers apart" : null;
    }

    // "en-US" asks for English.
    private static string Iso(string language) => language.Split('-', '_')[0];
}

/// <summary>What to transcribe, and how.</summary>
public sealed record SpeechToTextRequest
{
    /// <summary>ISO 639-1; null: find out, or the only one the engine knows.</summary>
    public string? Language { get; init; }

    public SpeechTask Task { get; init; }

    /// <summary>Name of an installed model; null: the configured one, or the best installed.</summary>
    public string? Model { get; init; }

    /// <summary>Whether segments must have words with times.</summary>
    public bool WordTimes { get; init; }

    /// <summary>Whether segments must name speakers.</summary>
    public bool Diarize { get; init; }

    /// <summary>Names and terms to expect, as a sentence; null for none.</summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// The audio is music or has much of it: silence is not skipped and nothing is dropped as a repetition, because choruses do repeat.
    /// </summary>
    public bool Music { get; init; }

    /// <summary>Where to begin; the position of an earlier run's last <see cref="SpeechEvent.Progress"/> takes up its work.</summary>
    public TimeSpan StartAt { get; init; }

    public DecodingOptions Decoding { get; init; } = new();

    public VoiceOptions Voice { get; init; } = new();

    public CleaningOptions Cleaning { get; init; } = new();
}
