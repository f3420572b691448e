using System.Collections.Frozen;
using Platform.Kernel.Results;

namespace Platform.Media.Urls;

/// <summary>The rules for a URL's text; touches no network.</summary>
internal static class UrlSyntax
{
    // Never allowed, whatever the configuration says.
    private static readonly FrozenSet<string> NeverAllowed = FrozenSet.ToFrozenSet(
        ["file", "ftp", "javascript", "data", "mailto", "tel", "ssh", "sftp", "gopher", "ldap"], StringComparer.OrdinalIgnoreCase);

    public static Result<Uri> Check(string? url, UrlUse use, UrlGuardOptions options)
    {
        url = url?.Trim();
        if (string.IsNullOrEmpty(url)) return UrlErrors.Missing();
        if (url.Length > options.MaxUrlLength) return UrlErrors.TooLong(options.MaxUrlLength);
        if (url.Any(char.IsControl)) return UrlErrors.Malformed();
        if (SchemeOf(url) is not { } scheme) return UrlErrors.NoScheme();
        if (NeverAllowed.Contains(scheme) || !IsAllowed(scheme, use, options)) return UrlErrors.Scheme(scheme);
        if (HasNoHost(url, scheme)) return UrlErrors.NoHost();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return UrlErrors.Malformed();
        if (uri.Port < 0 && StreamPorts.Of(scheme) is > 0 and var standard) uri = new UriBuilder(uri) { Port = standard }.Uri;
        return Parts(uri, url) is { } error ? error : uri;
    }

    private static bool IsAllowed(string scheme, UrlUse use, UrlGuardOptions options) =>
        UrlGuardOptions.Items(options.AllowedSchemes).Contains(scheme, StringComparer.OrdinalIgnoreCase)
        || (use == UrlUse.Stream && UrlGuardOptions.Items(options.StreamSchemes).Contains(scheme, StringComparer.OrdinalIgnoreCase) && StreamPorts.Of(scheme) > 0);

    private static Error? Parts(Uri uri, string url)
    {
        if (uri.Host.Length == 0) return UrlErrors.NoHost();
        if (uri.UserInfo.Length > 0) return UrlErrors.UserInfo();
        if (uri.Port < 1 || (RefusedPorts.Contains(uri.Port) && uri.Port != StreamPorts.Of(uri.Scheme))) return UrlErrors.Port(uri.Port);
        return Climbs(url) ? UrlErrors.Traversal() : null;
    }

    // "localhost:8000/x" has no scheme, although a parser may take "localhost" for one.
    private static string? SchemeOf(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return null;
        var scheme = url[..colon];
        if (!char.IsAsciiLetter(scheme[0]) || !scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')) return null;
        var rest = url.AsSpan(colon + 1);
        return rest.StartsWith("//") || NeverAllowed.Contains(scheme) || rest.IsEmpty || !char.IsAsciiDigit(rest[0]) ? scheme.ToLowerInvariant() : null;
    }

    private static bool HasNoHost(string url, string scheme)
    {
        var rest = url.AsSpan(scheme.Length + 1);
        if (!rest.StartsWith("//")) return true;
        rest = rest[2..];
        return rest.IsEmpty || rest[0] is '/' or '\\' or '?' or '#' or ':';
    }

    // Uri has already folded the dots away, so the text is looked at; percent-encoded dots and slashes count.
    private static bool Climbs(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = Uri.UnescapeDataString(end < 0 ? url : url[..end]);
        return path.Contains("../", StringComparison.Ordinal) || path.Contains(@"..\", StringComparison.Ordinal);
    }
}
