using Platform.Speech;

namespace Platform.Transcription.Presets.Pages;

/// <summary>A number of a recipe that has a field in the form.</summary>
/// <param name="Field">As errors name it.</param>
/// <param name="Label">For people, with its unit.</param>
/// <param name="Help">What it does, and its range.</param>
/// <param name="Whole">Whether it has no decimals.</param>
/// <param name="Read">Null: the engine's own default.</param>
/// <param name="Write">Null puts the default back.</param>
internal sealed record PresetNumber(string Field, string Label, string Help, bool Whole, Func<TranscriptionRecipe, double?> Read, Func<TranscriptionRecipe, double?, TranscriptionRecipe> Write)
{
    private static readonly VoiceOptions Voices = new();
    private static readonly CleaningOptions Cleans = new();

    /// <summary>What counts as speech.</summary>
    public static IReadOnlyList<PresetNumber> Voice { get; } =
    [
        new("voice.vadThreshold", "Threshold (0 to 1)", "From which probability on a moment is speech.", false, r => r.Voice.Threshold, (r, v) => r with { Voice = r.Voice with { Threshold = v ?? Voices.Threshold } }),
        new("voice.minSpeechMs", "Shortest speech (ms)", "Shorter sounds are not speech.", true, r => r.Voice.MinSpeechMs, (r, v) => r with { Voice = r.Voice with { MinSpeechMs = (int?)v ?? Voices.MinSpeechMs } }),
        new("voice.minSilenceMs", "Shortest silence (ms)", "Speech goes on over shorter pauses.", true, r => r.Voice.MinSilenceMs, (r, v) => r with { Voice = r.Voice with { MinSilenceMs = (int?)v ?? Voices.MinSilenceMs } }),
        new("voice.maxSpeechSeconds", "Longest piece (s)", "Cut at its quietest moment, at most 30.", false, r => r.Voice.MaxSpeechSeconds, (r, v) => r with { Voice = r.Voice with { MaxSpeechSeconds = v ?? Voices.MaxSpeechSeconds } }),
        new("voice.speechPadMs", "Left around speech (ms)", "So that no beginning is cut off.", true, r => r.Voice.SpeechPadMs, (r, v) => r with { Voice = r.Voice with { SpeechPadMs = (int?)v ?? Voices.SpeechPadMs } }),
    ];

    /// <summary>How an engine looks for words; empty leaves it its own default.</summary>
    public static IReadOnlyList<PresetNumber> Decoding { get; } =
    [
        new("decoding.beamSize", "Beam size", "Readings followed at once, 1 to 16.", true, r => r.Decoding.BeamSize, (r, v) => r with { Decoding = r.Decoding with { BeamSize = (int?)v } }),
        new("decoding.bestOf", "Best of", "Readings drawn above temperature 0, 1 to 16.", true, r => r.Decoding.BestOf, (r, v) => r with { Decoding = r.Decoding with { BestOf = (int?)v } }),
        new("decoding.patience", "Patience", "0.1 to 4.", false, r => r.Decoding.Patience, (r, v) => r with { Decoding = r.Decoding with { Patience = v } }),
        new("decoding.lengthPenalty", "Length penalty", "-1 to 10.", false, r => r.Decoding.LengthPenalty, (r, v) => r with { Decoding = r.Decoding with { LengthPenalty = v } }),
        new("decoding.temperature", "Temperature", "0 to 1; 0: always the likeliest word.", false, r => r.Decoding.Temperature, (r, v) => r with { Decoding = r.Decoding with { Temperature = v } }),
        new("decoding.temperatureIncrement", "Temperature step", "Added when a passage comes out badly, 0 to 1.", false, r => r.Decoding.TemperatureIncrement, (r, v) => r with { Decoding = r.Decoding with { TemperatureIncrement = v } }),
        new("decoding.compressionRatioThreshold", "Compression ratio", "A passage that packs better is decoded again, 0 to 10.", false, r => r.Decoding.CompressionRatioThreshold, (r, v) => r with { Decoding = r.Decoding with { CompressionRatioThreshold = v } }),
        new("decoding.logProbabilityThreshold", "Log probability", "A passage below is decoded again, -10 to 0.", false, r => r.Decoding.LogProbabilityThreshold, (r, v) => r with { Decoding = r.Decoding with { LogProbabilityThreshold = v } }),
        new("decoding.noSpeechThreshold", "No speech", "Above this, with a low log probability, it is silence, 0 to 1.", false, r => r.Decoding.NoSpeechThreshold, (r, v) => r with { Decoding = r.Decoding with { NoSpeechThreshold = v } }),
        new("decoding.threads", "Threads", "Empty: half the processors.", true, r => r.Decoding.Threads, (r, v) => r with { Decoding = r.Decoding with { Threads = (int?)v } }),
    ];

    /// <summary>Which words are not believed.</summary>
    public static IReadOnlyList<PresetNumber> Cleaning { get; } =
    [
        new("cleaning.noSpeechProbability", "No speech above", "With the next: such a segment is left out, 0 to 1.", false, r => r.Cleaning.NoSpeechProbability, (r, v) => r with { Cleaning = r.Cleaning with { NoSpeechProbability = v ?? Cleans.NoSpeechProbability } }),
        new("cleaning.logProbability", "Log probability below", "-10 to 0.", false, r => r.Cleaning.LogProbability, (r, v) => r with { Cleaning = r.Cleaning with { LogProbability = v ?? Cleans.LogProbability } }),
        new("cleaning.repeatedSegments", "Same segment, times", "From then on it is left out, if its figures or times are doubtful too.", true, r => r.Cleaning.RepeatedSegments, (r, v) => r with { Cleaning = r.Cleaning with { RepeatedSegments = (int?)v ?? Cleans.RepeatedSegments } }),
        new("cleaning.repeatedWords", "Same words, times", "Cut down to one, if the figures or times are doubtful too.", true, r => r.Cleaning.RepeatedWords, (r, v) => r with { Cleaning = r.Cleaning with { RepeatedWords = (int?)v ?? Cleans.RepeatedWords } }),
    ];

    public static IReadOnlyList<PresetNumber> All { get; } = [.. Voice, .. Decoding, .. Cleaning];
}
