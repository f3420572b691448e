using Microsoft.AspNetCore.WebUtilities;

namespace Platform.Host.Api.Errors;

/// <summary>Stable codes of problems that no use case names.</summary>
internal static class ProblemCodes
{
    public const string MalformedJson = "request.malformed_json";
    public const string InvalidParameter = "request.invalid_parameter";
    public const string Invalid = "request.invalid";
    public const string TooLarge = "request.too_large";
    public const string TooMany = "request.too_many";
    public const string CrossSite = "request.cross_site";
    public const string Internal = "server.internal_error";

    public static string OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Invalid,
        StatusCodes.Status401Unauthorized => "auth.required",
        StatusCodes.Status403Forbidden => "auth.forbidden",
        StatusCodes.Status404NotFound => "route.not_found",
        StatusCodes.Status405MethodNotAllowed => "route.method_not_allowed",
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => "request.unsupported_media_type",
        StatusCodes.Status429TooManyRequests => TooMany,
        >= 500 => Internal,
        _ => "http." + ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '_'),
    };

    /// <summary>A sentence for a person, for problems that bring none.</summary>
    public static string? DetailOfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Sign in, or send an API key as 'Authorization: Bearer <key>'.",
        StatusCodes.Status403Forbidden => "You are signed in, but your role does not allow this.",
        StatusCodes.Status404NotFound => "There is nothing at this address. The list of all routes is at /docs.",
        StatusCodes.Status405MethodNotAllowed => "This address exists, but not for this method.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as JSON, with 'Content-Type: application/json'.",
        _ => null,
    };
}
