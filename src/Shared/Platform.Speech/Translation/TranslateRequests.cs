using Platform.Kernel.Results;

namespace Platform.Speech.Translation;

internal static class TranslateRequests
{
    private const int MostCharacters = 200_000;

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static Error? Check(TranslateRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return Error.InvalidField("text", "speech.text_empty", "There is no text to translate.");
        if (request.Text.Length > MostCharacters) return Error.InvalidField("text", "speech.text_too_long", $"The text has {request.Text.Length} characters; {MostCharacters} may be translated at once.");
        return Language("from", request.From) ?? Language("to", request.To);
    }

    private static Error? Language(string field, string language) => language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower)
        ? null
        : Error.InvalidField(field, "speech.language_unknown", $"'{language}' is not a language code such as en.");
}
