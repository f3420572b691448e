using Platform.Speech;

namespace Platform.Transcription.Presets;

/// <summary>What a recipe asks of an engine.</summary>
internal static class RecipeRequests
{
    /// <param name="recipe">How it is to be done.</param>
    /// <param name="startAt">Where to begin.</param>
    /// <param name="found">The language an earlier run found out: the rest is in the same.</param>
    public static SpeechToTextRequest ToRequest(this TranscriptionRecipe recipe, TimeSpan startAt = default, string? found = null) => new()
    {
        Language = recipe.Language ?? (startAt > TimeSpan.Zero ? found : null),
        Task = recipe.Task,
        Model = recipe.Model,
        WordTimes = recipe.WordTimes,
        Diarize = recipe.Diarize,
        Prompt = recipe.Prompt,
        Music = recipe.Music,
        StartAt = startAt,
        Decoding = recipe.Decoding,
        Voice = recipe.Voice,
        Cleaning = recipe.Cleaning,
    };
}
