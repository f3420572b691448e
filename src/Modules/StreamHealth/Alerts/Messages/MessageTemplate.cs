using System.Text.RegularExpressions;

namespace Platform.StreamHealth.Alerts.Messages;

/// <summary>A text with placeholders such as <c>{stream}</c>. A line whose placeholders are all empty is left out.</summary>
internal static partial class MessageTemplate
{
    public const int MaxLength = 4000;

    private static readonly Dictionary<string, Func<AlertMessage, string?>> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["event"] = m => m.Event.ToString().ToLowerInvariant(),
        ["headline"] = MessageText.Headline,
        ["stream"] = m => m.StreamName,
        ["address"] = m => m.Address,
        ["tags"] = m => string.Join(", ", m.Tags),
        ["state"] = m => m.State,
        ["since"] = m => m.Since is { } since ? MessageText.Time(since, m.TimeZone) : null,
        ["at"] = m => MessageText.Time(m.At, m.TimeZone),
        ["duration"] = m => m.Lasted is { } lasted ? MessageText.Span(lasted) : null,
        ["reason"] = m => m.Reason,
        ["findings"] = m => string.Join(", ", m.Findings),
        ["measured"] = MessageText.Measured,
        ["link"] = m => m.Link,
        ["policy"] = m => m.Policy,
        ["step"] = m => m.Step?.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static IReadOnlyCollection<string> Placeholders => Values.Keys;

    /// <summary>What is wrong with a template; null when nothing is.</summary>
    public static string? Problem(string? template)
    {
        if (string.IsNullOrEmpty(template)) return null;
        if (template.Length > MaxLength) return $"At most {MaxLength} characters.";
        var unknown = Placeholder().Matches(template).Select(m => m.Groups[1].Value).FirstOrDefault(name => !Values.ContainsKey(name));
        return unknown is null ? null : $"There is no {{{unknown}}}. There are {string.Join(", ", Values.Keys.Select(k => $"{{{k}}}"))}.";
    }

    public static string Fill(string template, AlertMessage message) =>
        string.Join('\n', template.ReplaceLineEndings("\n").Split('\n').Select(line => FillLine(line, message)).OfType<string>());

    private static string? FillLine(string line, AlertMessage message)
    {
        var (asked, filled) = (0, 0);
        var text = Placeholder().Replace(line, match =>
        {
            asked++;
            var value = Values.GetValueOrDefault(match.Groups[1].Value)?.Invoke(message) ?? "";
            if (value.Length > 0) filled++;
            return value;
        });
        return asked > 0 && filled == 0 ? null : text;
    }

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
