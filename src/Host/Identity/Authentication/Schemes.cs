namespace Platform.Host.Identity.Authentication;

/// <summary>Names of the authentication schemes.</summary>
internal static class Schemes
{
    /// <summary>Picks one of the others by the request's headers.</summary>
    public const string Automatic = "automatic";

    /// <summary>The console's session.</summary>
    public const string Session = "session";

    /// <summary>Programs.</summary>
    public const string ApiKey = "api-key";

    public const string KeyHeader = "X-Api-Key";

    public static string Pick(HttpContext context) => KeyOf(context.Request) is null ? Session : ApiKey;

    /// <summary>The key a request carries, or null when it carries none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        const string bearer = "Bearer ";
        if (request.Headers.TryGetValue(KeyHeader, out var key)) return key.ToString();
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? authorization[bearer.Length..].Trim() : null;
    }
}
