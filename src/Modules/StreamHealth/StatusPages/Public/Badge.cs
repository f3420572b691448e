using System.Globalization;
using System.Net;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>A small picture of one figure, for other people's pages.</summary>
internal static class Badge
{
    private const int MaxLabel = 40;

    /// <summary>The picture; null for a kind or a window that there is not, or that the page does not tell.</summary>
    /// <param name="stream">Whose.</param>
    /// <param name="kind"><c>state</c>, <c>uptime</c> or <c>latency</c>.</param>
    /// <param name="window">Of uptime: <c>24h</c>, <c>7d</c>, <c>30d</c> or <c>90d</c>.</param>
    /// <param name="label">What stands left; null takes a word for the figure.</param>
    public static PublicBody? Of(PublicStream stream, string kind, string window, string? label)
    {
        var (left, right, colour) = kind switch
        {
            "state" => (stream.Name, StatusWords.Of(stream.State).ToLowerInvariant(), ColourOf(stream.State)),
            "uptime" when Uptime(stream, window) is var (percent, known) && known => ($"uptime {window}", StatusWords.Percent(percent), ColourOf(percent)),
            "latency" when stream.LatencyMs is { } latency => ("answers in", string.Create(CultureInfo.InvariantCulture, $"{latency:0} ms"), latency < 1000 ? Green : Amber),
            _ => ("", "", ""),
        };
        return right.Length == 0 ? null : PublicBody.Of(Draw(Cut(string.IsNullOrWhiteSpace(label) ? left : label.Trim()), right, colour), "image/svg+xml; charset=utf-8");
    }

    private const string Green = "#17723e";
    private const string Amber = "#855700";
    private const string Red = "#b42323";
    private const string Grey = "#55606e";
    private const string Blue = "#2254c5";

    private static (double? Percent, bool Known) Uptime(PublicStream stream, string window) => window switch
    {
        "24h" => (stream.Uptime24h, true),
        "7d" => (stream.Uptime7d, true),
        "30d" => (stream.Uptime30d, true),
        "90d" => (stream.Uptime90d, true),
        _ => (null, false),
    };

    private static string ColourOf(MonitorState state) => state switch
    {
        MonitorState.Up => Green,
        MonitorState.Degraded => Amber,
        MonitorState.Down => Red,
        MonitorState.Maintenance => Blue,
        _ => Grey,
    };

    private static string ColourOf(double? percent) => percent switch { null => Grey, >= 99 => Green, >= 95 => Amber, _ => Red };

    private static string Draw(string left, string right, string colour)
    {
        var (a, b) = (WidthOf(left), WidthOf(right));
        var words = WebUtility.HtmlEncode($"{left}: {right}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{a + b}" height="20" role="img" aria-label="{words}"><title>{words}</title><clipPath id="r"><rect width="{a + b}" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><path fill="#3b4450" d="M0 0h{a}v20H0z"/><path fill="{colour}" d="M{a} 0h{b}v20H{a}z"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle"><text x="{a / 2.0}" y="14" textLength="{a - 12}" lengthAdjust="spacingAndGlyphs">{WebUtility.HtmlEncode(left)}</text><text x="{a + b / 2.0}" y="14" textLength="{b - 12}" lengthAdjust="spacingAndGlyphs">{WebUtility.HtmlEncode(right)}</text></g></svg>
            """);
    }

    /// <summary>About what Verdana of 11 px needs, and 6 px at either side; the text is fitted to it.</summary>
    private static int WidthOf(string text) => 12 + (int)Math.Ceiling(text.Sum(c => c switch
    {
        'i' or 'l' or 'j' or '.' or ',' or ':' or '\'' or '|' or ' ' => 3.7,
        'm' or 'w' or 'M' or 'W' or '%' => 10.5,
        >= 'A' and <= 'Z' => 7.8,
        > '\u1100' => 11.0,
        _ => 6.8,
    }));

    private static string Cut(string text) => text.Length <= MaxLabel ? text : string.Concat(text.AsSpan(0, MaxLabel - 1), "…");
}
