using System.Globalization;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>An attribute list (RFC 8216 section 4.2): <c>BANDWIDTH=128000,CODECS="mp4a.40.2"</c>. Of a repeated name the first counts.</summary>
internal sealed class HlsAttributes
{
    private const int MaxCount = 64;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value without its quotes; null when absent.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    public static HlsAttributes Parse(ReadOnlySpan<char> text)
    {
        var list = new HlsAttributes();
        while (!text.IsEmpty && list._values.Count < MaxCount)
        {
            var equals = text.IndexOf('=');
            if (equals < 0) break;
            var name = text[..equals].Trim().ToString();
            text = text[(equals + 1)..];
            var value = Value(ref text);
            if (name.Length > 0) list._values.TryAdd(name, value);
        }

        return list;
    }

    /// <summary>A decimal integer; null when absent or not one.</summary>
    public long? Integer(string name) => long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A decimal number of seconds, not negative; null when absent or not one.</summary>
    public double? Seconds(string name) => HlsText.Seconds(this[name]);

    /// <summary>A hexadecimal sequence such as <c>0xFC30...</c>; null when absent or not one.</summary>
    public byte[]? Hex(string name) => HlsText.Hex(this[name]);

    public DateTimeOffset? Date(string name) => HlsText.Date(this[name]);

    private static string Value(ref ReadOnlySpan<char> text)
    {
        if (text.StartsWith('"'))
        {
            var end = text[1..].IndexOf('"');
            var quoted = end < 0 ? text[1..] : text.Slice(1, end);
            text = end < 0 ? [] : text[(end + 2)..];
            var next = text.IndexOf(',');
            text = next < 0 ? [] : text[(next + 1)..];
            return quoted.ToString();
        }

        var comma = text.IndexOf(',');
        var plain = comma < 0 ? text : text[..comma];
        text = comma < 0 ? [] : text[(comma + 1)..];
        return plain.Trim().ToString();
    }
}

/// <summary>The value types of RFC 8216, read without throwing.</summary>
internal static class HlsText
{
    private const int MaxHex = 8192;

    /// <summary>Nothing on the air is longer than this; larger figures are nonsense that would overflow sums.</summary>
    private const double MaxSeconds = 7 * 24 * 3600;

    public static double? Seconds(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= MaxSeconds ? value : null;

    public static double? Seconds(string? text) => text is null ? null : Seconds(text.AsSpan());

    public static byte[]? Hex(string? text)
    {
        if (text is null || text.Length < 4 || text.Length > MaxHex || text.Length % 2 != 0 || !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[(text.Length / 2) - 1];
        return Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    public static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.ToUniversalTime() : null;
}
