using System.Collections.Concurrent;

namespace Platform.Media.Urls;

/// <summary>
/// URLs that this service itself serves and may therefore check although they are not public, such as its reference
/// streams. Filled by code at start, never from configuration or user input.
/// </summary>
public sealed class OwnAddresses
{
    private readonly ConcurrentDictionary<Uri, byte> _prefixes = [];

    /// <summary>Allows every URL with this scheme, host, port and beginning of the path.</summary>
    /// <param name="prefix">Absolute, its path ending in a slash: <c>http://localhost:8080/reference/</c>.</param>
    public void Allow(Uri prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (!prefix.IsAbsoluteUri || !prefix.AbsolutePath.EndsWith('/')) throw new ArgumentException("An absolute URL whose path ends in a slash is needed.", nameof(prefix));
        _prefixes[prefix] = 0;
    }

    public bool Contains(Uri uri) => _prefixes.Keys.Any(prefix => prefix.IsBaseOf(uri));
}
