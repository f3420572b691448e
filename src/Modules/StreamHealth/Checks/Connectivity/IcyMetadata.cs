using System.Text.RegularExpressions;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>One in-band metadata block of an ICY stream: <c>StreamTitle='...';StreamUrl='...';</c></summary>
/// <param name="Title">Null when the block has none, empty when it is empty.</param>
/// <param name="Url">StreamUrl, likewise.</param>
internal sealed partial record IcyMetadata(string? Title, string? Url)
{
    public static IcyMetadata Parse(ReadOnlySpan<byte> block)
    {
        var text = WireText.Decode(block.TrimEnd((byte)0));
        return new IcyMetadata(Value(text, "StreamTitle"), Value(text, "StreamUrl"));
    }

    // Quotes are not escaped ("Don't Stop"): a value ends at the first '; that is followed by another key or by nothing.
    private static string? Value(string text, string key)
    {
        var start = text.IndexOf(key + "='", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return null;
        var rest = text.AsSpan(start + key.Length + 2);
        for (var at = 0; at < rest.Length;)
        {
            var quote = rest[at..].IndexOf("';", StringComparison.Ordinal);
            if (quote < 0) break;
            at += quote;
            var after = rest[(at + 2)..].TrimStart();
            if (after.IsEmpty || NextKey().IsMatch(after)) return Clean(rest[..at]);
            at += 2;
        }

        return Clean(rest.TrimEnd("';\0 "));
    }

    private static string Clean(ReadOnlySpan<char> value) => WireText.Clean(value.ToString()) ?? "";

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*='")]
    private static partial Regex NextKey();
}
