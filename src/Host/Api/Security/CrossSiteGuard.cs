using Platform.Host.Api.Errors;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Host.Api.Security;

/// <summary>
/// Refuses changes through the API that another site's page had a signed-in browser send. Clients with an API key are
/// not browsers' ambient authority and pass.
/// </summary>
internal static class CrossSiteGuard
{
    public static void UseCrossSiteGuard(this WebApplication app) => app.Use((context, next) =>
        ComesFromAnotherSite(context)
            ? RefuseAsync(context, new Error(ErrorKind.Forbidden, ProblemCodes.CrossSite, "Another site's page may not change anything here."))
            : next(context));

    private static Task RefuseAsync(HttpContext context, Error error) =>
        context.ForeignApi()?.RefuseAsync(context, StatusCodes.Status403Forbidden, error) ?? Problems.From(error).ExecuteAsync(context);

    private static bool ComesFromAnotherSite(HttpContext context)
    {
        var request = context.Request;
        if (!context.IsApi() || IsSafe(request.Method) || CarriesKey(request)) return false;
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool CarriesKey(HttpRequest request) => request.Headers.ContainsKey("Authorization") || request.Headers.ContainsKey("X-Api-Key");
}
