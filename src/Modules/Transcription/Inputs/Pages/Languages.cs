using Platform.Speech.OpenAi;

namespace Platform.Transcription.Inputs.Pages;

/// <summary>The languages people choose from: those that Whisper knows best, by their English names. Others are typed by their code.</summary>
internal static class Languages
{
    private static readonly string[] Codes =
    [
        "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv",
        "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
    ];

    public static IReadOnlyList<(string Code, string Name)> All { get; } =
        [.. Codes.Select(c => (c, LanguageNames.ToEnglish(c))).OrderBy(l => l.Item2, StringComparer.Ordinal)];
}
