using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Platform.Host.Observability;

/// <summary>
/// One id per request everywhere: the W3C trace id, in the answer's <c>X-Request-Id</c>, in problems, in the logs and in
/// the exported spans. A caller's <c>traceparent</c> is continued.
/// </summary>
internal static class RequestIds
{
    public static void UseRequestIds(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (Activity.Current is { } activity) context.TraceIdentifier = activity.TraceId.ToString();
        context.Response.OnStarting(Tell, context);
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span) Describe(span, context);
        }
    });

    private static Task Tell(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        return Task.CompletedTask;
    }

    // What OpenTelemetry.Instrumentation.AspNetCore would add; the query stays out, as it may hold what is private.
    private static void Describe(Activity span, HttpContext context)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("url.path", context.Request.Path.Value);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
    }
}
