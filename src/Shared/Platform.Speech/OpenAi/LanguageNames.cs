using System.Globalization;

namespace Platform.Speech.OpenAi;

/// <summary>OpenAI's server names languages in English ("estonian"); others, and we, by ISO 639-1.</summary>
public static class LanguageNames
{
    private static readonly Dictionary<string, string> ByName = CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(c => c.TwoLetterISOLanguageName.Length == 2)
        .GroupBy(c => c.EnglishName, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First().TwoLetterISOLanguageName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when it is not known.</summary>
    public static string? ToIso(string? language) => string.IsNullOrWhiteSpace(language) ? null
        : language.Length == 2 ? language.ToLowerInvariant()
        : ByName.GetValueOrDefault(language);

    /// <summary>In English, for a prompt; the code itself when it is not known.</summary>
    public static string ToEnglish(string iso)
    {
        try
        {
            return CultureInfo.GetCultureInfo(iso, predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return iso;
        }
    }
}
