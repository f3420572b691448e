using System.Text;

namespace Platform.Host.Identity.CommandLine;

/// <summary>Rows of text in columns as wide as they need to be.</summary>
internal static class TextTable
{
    public static string Write(string[] heads, IEnumerable<string[]> rows)
    {
        List<string[]> all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in all) text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString().TrimEnd();
    }

    public static string Time(DateTimeOffset? at, string none = "never") => at is null ? none : $"{at.Value.UtcDateTime:yyyy-MM-dd HH:mm}Z";
}
