using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary>Clients name OpenAI's voices. Where the engine has others, each of these names is always the same one of them.</summary>
internal static class SpeechVoices
{
    private const string Espeak = "espeak-ng";

    // Variants of eSpeak NG; which of its speakers is nearest to whose is a matter of taste.
    private static readonly Dictionary<string, string> Variants = new()
    {
        ["alloy"] = "f3",
        ["ash"] = "m1",
        ["ballad"] = "m4",
        ["cedar"] = "m6",
        ["coral"] = "f1",
        ["echo"] = "m3",
        ["fable"] = "m2",
        ["marin"] = "linda",
        ["nova"] = "f2",
        ["onyx"] = "m7",
        ["sage"] = "f4",
        ["shimmer"] = "f5",
        ["verse"] = "m5",
    };

    /// <summary>What the engine is asked for; null: its own voice for the language.</summary>
    public static string? For(EngineInfo engine, string voice, string? language) =>
        engine.Remote || !Variants.TryGetValue(voice, out var variant) ? voice
        : engine.Id == Espeak ? $"{language ?? "en"}+{variant}"
        : null;
}
