namespace Platform.Host.Identity.Authentication;

/// <summary>Where a form may lead after its work: only within this site.</summary>
internal static class LocalUrl
{
    public static string Or(string? url, string fallback) => IsLocal(url) ? url! : fallback;

    // "//host" and "/\host" lead elsewhere; browsers drop tabs and line breaks within, so control characters are refused.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);
}
