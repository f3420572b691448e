using System.Net;
using Platform.Kernel.Results;

namespace Platform.Media.Urls;

/// <summary>What the guard says; the codes are stable.</summary>
internal static class UrlErrors
{
    public static Error Missing() => Make("url.missing", "A URL is needed.");

    public static Error TooLong(int limit) => Make("url.too_long", $"URL exceeds maximum length of {limit} characters");

    public static Error Malformed() => Make("url.invalid", "This is not a URL: it should look like http://host:port/path");

    public static Error NoScheme() => Make("url.no_scheme", "The URL has no scheme: it should start with http:// or https://");

    public static Error Scheme(string scheme) => Make("url.scheme", $"Scheme '{scheme}' is not allowed");

    public static Error NoHost() => Make("url.no_host", "The URL has no host name");

    public static Error Traversal() => Make("url.path_traversal", "The path of the URL must not contain '../'");

    public static Error UserInfo() =>
        Make("url.user_info", "The URL must not contain a user name or password: URLs are shown in lists and logs");

    public static Error Port(int port) => Make("url.port", port < 1
        ? "The URL needs a port"
        : $"Port {port} belongs to another protocol and is not allowed");

    public static Error Unresolved(string host, string why) =>
        Make("url.unresolved", $"The host name '{host}' could not be resolved: {why}");

    public static Error NotPublic(string host, IPAddress address, string kind)
    {
        var which = address.ToString() == host ? $"'{host}' is" : $"'{host}' leads to {address}, which is";
        return Make(
            "url.private_address",
            $"{which} not a public address ({kind}). If it belongs to your own network, an administrator can allow it with the setting UrlGuard:AllowedNetworks or UrlGuard:AllowedHosts");
    }

    private static Error Make(string code, string message) => Error.InvalidField("url", code, message);
}
