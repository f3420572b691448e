using System.Text;
using System.Text.Unicode;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Text in headers, titles and tags has no declared encoding: it is UTF-8 when it is valid UTF-8, else Latin-1.</summary>
internal static class WireText
{
    public static string Decode(ReadOnlySpan<byte> bytes) => (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    /// <summary>Without control characters, trimmed, at most this long; null when nothing is left.</summary>
    public static string? Clean(string? text, int limit = 500)
    {
        if (text is null) return null;
        var kept = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        if (kept.Length > limit) kept = kept[..limit];
        return kept.Length == 0 ? null : kept;
    }
}
