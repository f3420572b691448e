using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Platform.Host.Console.Errors;

/// <summary>Answers a person whose page failed with a page; programs are answered by the API's own handler.</summary>
internal sealed class PageErrors(ILogger<PageErrors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!WantsPage(httpContext.Request) || httpContext.RequestAborted.IsCancellationRequested) return false;
        var requestId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        ConsoleLog.RequestFailed(log, httpContext.Request.Path, requestId, exception);
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await new RazorComponentResult<ErrorDocument>(new Dictionary<string, object?>
        {
            [nameof(ErrorDocument.Viewer)] = ViewerPreferences.Of(httpContext.Request),
            [nameof(ErrorDocument.PathBase)] = httpContext.Request.PathBase.Value,
            [nameof(ErrorDocument.RequestId)] = requestId,
        })
        { StatusCode = StatusCodes.Status500InternalServerError }.ExecuteAsync(httpContext);
        return true;
    }

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
