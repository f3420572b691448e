using System.Security.Cryptography;
using System.Text;

namespace Platform.StreamHealth.Checks;

/// <summary>
/// stream_checker's identity of a stream: the first 16 hexadecimal digits of the SHA-256 of the normalised address.
/// Lower-casing the path merges mounts that differ in case only; kept, so that old identities stay valid. A parameter
/// without a value counts, though: some relays tell their stations apart by nothing else.
/// </summary>
internal static class StreamId
{
    public static string Of(string url)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Normalise(url)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    /// <summary>Lower case, query sorted by key, no fragment, blanks trimmed.</summary>
    public static string Normalise(string url)
    {
        var text = url.Trim().ToLowerInvariant();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) return text;
        var end = text.IndexOfAny(['?', '#']);
        var address = end < 0 ? text : text[..end];
        var pairs = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .OrderBy(p => p[0], StringComparer.Ordinal)
            .Select(p => $"{p[0]}={p.ElementAtOrDefault(1)}");
        var query = string.Join('&', pairs);
        return query.Length == 0 ? address : $"{address}?{query}";
    }
}
