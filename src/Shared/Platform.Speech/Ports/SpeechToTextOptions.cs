using System.ComponentModel.DataAnnotations;

namespace Platform.Speech;

/// <summary>How an engine looks for words. Null leaves the engine its own default.</summary>
public sealed record DecodingOptions
{
    /// <summary>How many readings are followed at once; 1: only the likeliest. whisper.cpp's own default is 5.</summary>
    [Range(1, 16, ErrorMessage = "beamSize must be between 1 and 16.")]
    public int? BeamSize { get; init; }

    /// <summary>How many readings are drawn when the temperature is above 0.</summary>
    [Range(1, 16, ErrorMessage = "bestOf must be between 1 and 16.")]
    public int? BestOf { get; init; }

    /// <summary>Beam search goes on until this many times the beam's size of readings has ended.</summary>
    [Range(0.1, 4, ErrorMessage = "patience must be between 0.1 and 4.")]
    public double? Patience { get; init; }

    [Range(-1.0, 10.0, ErrorMessage = "lengthPenalty must be between -1 and 10.")]
    public double? LengthPenalty { get; init; }

    /// <summary>Words that were written already become this much less likely; 1: no less.</summary>
    [Range(0.1, 10.0, ErrorMessage = "repetitionPenalty must be between 0.1 and 10.")]
    public double? RepetitionPenalty { get; init; }

    /// <summary>No sequence of this many tokens is written twice in a passage; 0: any may be.</summary>
    [Range(0, 100, ErrorMessage = "noRepeatNgramSize must be between 0 and 100.")]
    public int? NoRepeatNgramSize { get; init; }

    /// <summary>0: always the likeliest word.</summary>
    [Range(0.0, 1.0, ErrorMessage = "temperature must be between 0 and 1.")]
    public double? Temperature { get; init; }

    /// <summary>By how much the temperature is raised when a passage comes out badly; 0: never try again.</summary>
    [Range(0.0, 1.0, ErrorMessage = "temperatureIncrement must be between 0 and 1.")]
    public double? TemperatureIncrement { get; init; }

    /// <summary>A passage whose text packs better than this (it repeats itself) is decoded again at a higher temperature.</summary>
    [Range(0.0, 10.0, ErrorMessage = "compressionRatioThreshold must be between 0 and 10.")]
    public double? CompressionRatioThreshold { get; init; }

    /// <summary>A passage with a mean log probability below this is decoded again.</summary>
    [Range(-10.0, 0.0, ErrorMessage = "logProbabilityThreshold must be between -10 and 0.")]
    public double? LogProbabilityThreshold { get; init; }

    /// <summary>A passage with a probability of no speech above this, and a low log probability, counts as silence.</summary>
    [Range(0.0, 1.0, ErrorMessage = "noSpeechThreshold must be between 0 and 1.")]
    public double? NoSpeechThreshold { get; init; }

    /// <summary>
    /// Show the engine what it wrote before. Off: an invented sentence would feed on itself; on, names are spelt the same throughout.
    /// </summary>
    public bool ConditionOnPreviousText { get; init; }

    /// <summary>Leave out music signs, brackets and other tokens that are not speech.</summary>
    public bool SuppressNonSpeech { get; init; } = true;

    /// <summary>Threads of the engine; null: half the processors, at least one.</summary>
    [Range(1, 256, ErrorMessage = "threads must be between 1 and 256.")]
    public int? Threads { get; init; }
}

/// <summary>What counts as speech and what as silence. Names and defaults are stt-faster's.</summary>
public sealed record VoiceOptions
{
    /// <summary>Skip what is not speech.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Id of the detector: <c>silero</c>, <c>level</c>; null: silero when its model is installed, else level.</summary>
    public string? Detector { get; init; }

    /// <summary>From which probability on a moment is speech.</summary>
    [Range(0.0, 1.0, ErrorMessage = "vadThreshold must be between 0 and 1.")]
    public double Threshold { get; init; } = 0.3;

    /// <summary>Shorter sounds are not speech, in ms.</summary>
    [Range(0, 10_000, ErrorMessage = "minSpeechMs must be between 0 and 10000.")]
    public int MinSpeechMs { get; init; } = 200;

    /// <summary>Speech goes on over pauses shorter than this, in ms.</summary>
    [Range(0, 60_000, ErrorMessage = "minSilenceMs must be between 0 and 60000.")]
    public int MinSilenceMs { get; init; } = 700;

    /// <summary>Speech is cut at the quietest moment before it gets longer than this, in seconds.</summary>
    [Range(1.0, 30.0, ErrorMessage = "maxSpeechSeconds must be between 1 and 30.")]
    public double MaxSpeechSeconds { get; init; } = 30;

    /// <summary>Sound left around speech, in ms.</summary>
    [Range(0, 5_000, ErrorMessage = "speechPadMs must be between 0 and 5000.")]
    public int SpeechPadMs { get; init; } = 200;
}

/// <summary>Which of an engine's words are not believed. Without effect on music, and on engines that invent nothing.</summary>
public sealed record CleaningOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>With <see cref="LogProbability"/>: a segment with a probability of no speech above this and a log probability below that is dropped.</summary>
    [Range(0.0, 1.0, ErrorMessage = "noSpeechProbability must be between 0 and 1.")]
    public double NoSpeechProbability { get; init; } = 0.6;

    /// <summary>See <see cref="NoSpeechProbability"/>.</summary>
    [Range(-10.0, 0.0, ErrorMessage = "logProbability must be between -10 and 0.")]
    public double LogProbability { get; init; } = -1;

    /// <summary>
    /// The same text this many times in a row is dropped from then on, where something else speaks against it: no speech or low probability
    /// by the limits above, times that overlap or are too short to be spoken, or a text that is a loop in itself.
    /// </summary>
    [Range(2, 100, ErrorMessage = "repeatedSegments must be between 2 and 100.")]
    public int RepeatedSegments { get; init; } = 3;

    /// <summary>The same words this many times in a row within a segment are cut down to one, where something else speaks against it too.</summary>
    [Range(2, 100, ErrorMessage = "repeatedWords must be between 2 and 100.")]
    public int RepeatedWords { get; init; } = 5;
}
