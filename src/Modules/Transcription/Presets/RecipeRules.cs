using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.Presets;

/// <summary>What a recipe must be before anything is done by it. Errors name the field.</summary>
internal sealed class RecipeRules(SpeechEngines engines)
{
    private const int LongestPrompt = 2000;
    private const int LongestName = 200;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Error? Check(TranscriptionRecipe recipe)
    {
        if (recipe.Engine is { } engine && engine != SpeechEngines.Auto && engines.SpeechToText.All(e => e.Info.Id != engine))
            return Wrong("engine", $"engine must be one of {SpeechEngines.Auto}, {string.Join(", ", engines.SpeechToText.Select(e => e.Info.Id))}.");
        if (recipe.Model is { } model && (model.Length is 0 or > LongestName || model.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))))
            return Wrong("model", "model may have letters, digits, dots, dashes and underscores.");
        if (recipe.Language is { } language && !IsLanguage(language)) return Wrong("language", "language must be a code of ISO 639, such as en or et.");
        if (recipe.Prompt?.Length > LongestPrompt) return Wrong("prompt", $"prompt may have {LongestPrompt} characters.");
        if (!Enum.IsDefined(recipe.Task)) return Wrong("task", "task must be transcribe or translateToEnglish.");
        if (recipe.Formats.Count == 0 || recipe.Formats.Any(f => !Enum.IsDefined(f))) return Wrong("formats", "formats must name at least one of txt, json, srt, vtt, tsv, lrc, ttml.");
        if (recipe.Preprocessing.WhyNot() is { } chain) return Wrong($"preprocessing.{chain.Fields.Keys.First()}", chain.Message);
        return CheckRanges("decoding", recipe.Decoding) ?? CheckRanges("voice", recipe.Voice) ?? CheckRanges("cleaning", recipe.Cleaning);
    }

    private static bool IsLanguage(string language)
    {
        var main = language.Split('-', '_')[0];
        return main.Length is 2 or 3 && main.All(char.IsAsciiLetter) && language.Length <= 20;
    }

    // The ranges are the floor's and the options' own; their messages begin with the name of the field.
    private static Error? CheckRanges(string part, object options)
    {
        var problems = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)) return null;
        var message = problems[0].ErrorMessage ?? "A value is wrong.";
        return Wrong($"{part}.{message.Split(' ')[0]}", message);
    }

    private static Error Wrong(string field, string message) => Error.InvalidField(field, "preset.option_invalid", message);
}
