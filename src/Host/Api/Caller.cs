using System.Security.Claims;

namespace Platform.Host.Api;

/// <summary>Who a request counts against: the signed-in user or API key, else the address.</summary>
internal static class Caller
{
    // The claim that says whether a person or a key is calling; their ids are of different tables.
    private const string Kind = "kind";

    public static string IdOf(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id
            ? $"{context.User.FindFirstValue(Kind) ?? "user"}:{id}"
            : "address:" + context.Connection.RemoteIpAddress;
}
