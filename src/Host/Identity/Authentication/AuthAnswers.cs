using Microsoft.AspNetCore.Http.Extensions;
using Platform.Host.Api;
using Platform.Host.Identity.Setup;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Host.Identity.Authentication;

/// <summary>What someone is told who may not pass: a person is led to the right page, a program gets problem details.</summary>
internal static class AuthAnswers
{
    public static async Task ChallengeAsync(HttpContext context, Error? reason = null)
    {
        var setUp = await context.RequestServices.GetRequiredService<SetupState>().IsDoneAsync(context.RequestAborted);
        if (IsPageView(context))
        {
            context.Response.Redirect(setUp ? SignInUrl(context.Request) : $"{context.Request.PathBase}/setup");
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        reason ??= setUp
            ? new Error(ErrorKind.Forbidden, "auth.required", "Sign in, or send an API key as 'Authorization: Bearer <key>' or 'X-Api-Key: <key>'.")
            : new Error(ErrorKind.Forbidden, "setup.required", "The platform is not set up yet. Open the set-up link that was printed when it started.");
        await WriteAsync(context, StatusCodes.Status401Unauthorized, reason);
    }

    public static Task ForbidAsync(HttpContext context)
    {
        if (IsPageView(context))
        {
            context.Response.Redirect($"{context.Request.PathBase}/forbidden");
            return Task.CompletedTask;
        }

        return WriteAsync(context, StatusCodes.Status403Forbidden, new Error(ErrorKind.Forbidden, "auth.forbidden", "Your role does not allow this."));
    }

    public static Task WriteAsync(HttpContext context, int status, Error error)
    {
        if (context.ForeignApi() is { } foreign) return foreign.RefuseAsync(context, status, error);
        var problem = Problems.From(error).ProblemDetails;
        problem.Status = status;
        problem.Title = null;
        problem.Type = null;
        return TypedResults.Problem(problem).ExecuteAsync(context);
    }

    // Scripts do not ask for HTML; browsers, and Blazor's enhanced navigation, do.
    private static bool IsPageView(HttpContext context) =>
        !context.IsApi() && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static string SignInUrl(HttpRequest request)
    {
        var wanted = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? request.PathBase + request.Path + request.QueryString : "/";
        return wanted == "/" ? $"{request.PathBase}/sign-in" : $"{request.PathBase}/sign-in?{new QueryBuilder { { "returnUrl", wanted } }.ToQueryString().Value![1..]}";
    }
}
