using System.Globalization;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Status line and headers of a response.</summary>
/// <param name="Protocol">"HTTP/1.0", "HTTP/1.1" or "ICY".</param>
/// <param name="Status">100 to 999.</param>
/// <param name="Reason">May be empty.</param>
/// <param name="Headers">Names in any case; of a repeated header the first counts.</param>
internal sealed record ResponseHead(string Protocol, int Status, string Reason, IReadOnlyDictionary<string, string> Headers)
{
    private const int MaxValue = 4096;

    public string? this[string name] => Headers.GetValueOrDefault(name);

    /// <summary>The media type alone, lower case, without parameters.</summary>
    public string? MediaType => this["Content-Type"]?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } type ? type : null;

    public long? ContentLength =>
        long.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    public bool IsChunked => this["Transfer-Encoding"]?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The first whole number in a header: relays repeat values ("128, 128") and encoders add words.</summary>
    public int? Number(string name)
    {
        var digits = this[name]?.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return digits is { Length: > 0 and < 10 } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Null when the first line is not a status line.</summary>
    /// <param name="head">All lines up to the empty one.</param>
    public static ResponseHead? Parse(ReadOnlySpan<byte> head)
    {
        var lines = WireText.Decode(head).Split('\n');
        if (ParseStatus(lines[0].TrimEnd('\r')) is not var (protocol, status, reason)) return null;

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            // A folded line (RFC 9112 section 5.2) or one without a colon says nothing we need.
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || char.IsWhiteSpace(line[0])) continue;
            headers.TryAdd(line[..colon].Trim(), WireText.Clean(line[(colon + 1)..], MaxValue) ?? "");
        }

        return new ResponseHead(protocol, status, reason, headers);
    }

    private static (string Protocol, int Status, string Reason)? ParseStatus(string line)
    {
        var parts = line.Split(' ', 3, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || (parts[0] != "ICY" && !parts[0].StartsWith("HTTP/", StringComparison.Ordinal))) return null;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 100 or > 999) return null;
        return (parts[0], status, parts.Length == 3 ? parts[2] : "");
    }
}
