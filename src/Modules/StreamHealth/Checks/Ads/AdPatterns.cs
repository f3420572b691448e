using System.Text.RegularExpressions;

namespace Platform.StreamHealth.Checks.Ads;

/// <summary>
/// Finds words and phrases of a comma-separated list as whole words: "ad" is in "Ad break" and in "AD_BREAK_2", but not in
/// "Radio One". Blanks within a phrase stand for anything between words.
/// </summary>
internal sealed class AdPatterns
{
    // Not \b, which takes an underscore for a letter: playout systems write AD_BREAK.
    private const string Start = @"(?<![\p{L}\p{M}\p{N}])";
    private const string End = @"(?![\p{L}\p{M}\p{N}])";
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);
    private readonly Regex? _pattern;

    public AdPatterns(string list)
    {
        List = list;
        var phrases = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => string.Join(@"[^\p{L}\p{N}]+", p.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape)))
            .Where(p => p.Length > 0).ToList();
        if (phrases.Count > 0) _pattern = new Regex($"{Start}(?:{string.Join('|', phrases)}){End}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
    }

    public string List { get; }

    public bool Match(string? text)
    {
        if (_pattern is null || string.IsNullOrEmpty(text)) return false;
        try
        {
            return _pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
