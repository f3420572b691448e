using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Host.Api.Errors;

/// <summary>Every error below <c>/api</c> is an RFC 9457 problem with a stable <c>code</c> and the <c>traceId</c> that the logs carry.</summary>
internal static class ApiProblems
{
    private static readonly PathString[] Roots = ["/api", "/openapi", "/health", "/metrics"];

    public static IServiceCollection AddApiProblems(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Complete(context.HttpContext, context.ProblemDetails));
        services.AddExceptionHandler<ApiExceptionHandler>();
        return services;
    }

    /// <summary>Below the API's roots only: pages have their own errors.</summary>
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(
        context => IsApi(context.Request.Path),
        api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
            api.UseStatusCodePages();
        });

    public static bool IsApi(PathString path) => Array.Exists(Roots, root => path.StartsWithSegments(root));

    private static void Complete(HttpContext context, ProblemDetails problem)
    {
        var status = problem.Status ?? context.Response.StatusCode;
        problem.Extensions.TryAdd("code", ProblemCodes.OfStatus(status));
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        problem.Detail ??= ProblemCodes.DetailOfStatus(status);
    }
}
