using System.Text.RegularExpressions;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>
/// A text or regular expression that a name or title must contain, whatever the case. Matched without backtracking, so
/// that no pattern and no title of a foreign server can take more than linear time.
/// </summary>
internal static class ExpectedText
{
    public const int MaxLength = 200;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <returns>What to tell who wrote it; null when it can be used.</returns>
    public static string? WhatIsWrong(string pattern)
    {
        if (pattern.Length > MaxLength) return $"At most {MaxLength} characters.";
        try
        {
            _ = new Regex(pattern, Options);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"This is no pattern that can be used: {e.Message}";
        }
    }

    /// <summary>A pattern that cannot be used, which the definition's rules let nobody store, is taken as plain text.</summary>
    public static bool Matches(string pattern, string? text)
    {
        if (text is null) return false;
        try
        {
            return Regex.IsMatch(text, pattern, Options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return text.Contains(pattern, StringComparison.OrdinalIgnoreCase);
        }
    }
}
