using System.Security.Claims;

namespace Platform.Host.Api;

/// <summary>Who a request counts against: the signed-in user or API key, else the address.</summary>
internal static class Caller
{
    public static string IdOf(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id
            ? $"{context.User.Identity.AuthenticationType}:{id}"
            : "address:" + context.Connection.RemoteIpAddress;
}
