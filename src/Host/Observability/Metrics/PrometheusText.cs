using System.Globalization;
using System.Text;

namespace Platform.Host.Observability.Metrics;

/// <summary>Names, labels and numbers of the Prometheus text exposition format 0.0.4.</summary>
internal static class PrometheusText
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private const int MaxLabelLength = 200;

    /// <summary>Dots become underscores; the unit and <c>_total</c> are added as Prometheus wants them.</summary>
    public static string Name(string instrument, string? unit, bool counter)
    {
        var name = Word(instrument, colonsAllowed: true);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) name += suffix;
        return counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Labels in the order of their names, so that the same set is the same series; without the braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var text = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels[Word(key, colonsAllowed: false)] = text.Length > MaxLabelLength ? text[..MaxLabelLength] : text;
        }

        return string.Join(',', labels.Select(l => $"{l.Key}=\"{EscapeLabel(l.Value)}\""));
    }

    public static void Sample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    public static string EscapeHelp(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Word(string text, bool colonsAllowed)
    {
        var word = new StringBuilder(text.Length + 1);
        foreach (var c in text) word.Append(char.IsAsciiLetterOrDigit(c) || c == '_' || (colonsAllowed && c == ':') ? c : '_');
        if (word.Length == 0 || char.IsAsciiDigit(word[0])) word.Insert(0, '_');
        return word.ToString();
    }
}
