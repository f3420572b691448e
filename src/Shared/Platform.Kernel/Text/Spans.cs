using System.Globalization;

namespace Platform.Kernel.Text;

/// <summary>Lengths and distances of time in words. The browser's script knows the same words, to keep them fresh.</summary>
public static class Spans
{
    /// <summary>A length: "850 ms", "12.4 s", "3 min 20 s", "2 h 5 min", "4 d 3 h".</summary>
    public static string Text(TimeSpan span)
    {
        if (span < TimeSpan.Zero) return "-" + Text(-span);
        if (span.TotalMilliseconds < 999.5) return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms");
        if (span.TotalSeconds < 59.95) return string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
        var seconds = (long)Math.Round(span.TotalSeconds);
        return seconds switch
        {
            < 3600 => Pair(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Pair(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Pair(seconds / 86400, "d", seconds % 86400 / 3600, "h"),
        };
    }

    /// <summary>A distance from now: "just now", "in 40 s", "5 min ago", "3 h ago", "12 d ago".</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var seconds = (long)Math.Round((now - at).TotalSeconds);
        var distance = Math.Abs(seconds);
        if (distance < 5) return "just now";
        var words = distance switch
        {
            < 60 => $"{distance} s",
            < 3600 => $"{distance / 60} min",
            < 86400 => $"{distance / 3600} h",
            _ => $"{distance / 86400} d",
        };
        return seconds > 0 ? words + " ago" : "in " + words;
    }

    private static string Pair(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? $"{big} {bigUnit}" : $"{big} {bigUnit} {small} {smallUnit}";
}
