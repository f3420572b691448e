using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Host.Api.Errors;

/// <summary>What an exception becomes: a bad request names the field, anything else says only where to look.</summary>
internal sealed partial class ApiExceptionHandler(IProblemDetailsService problems, ILogger<ApiExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = exception is BadHttpRequestException bad ? BadRequests.Explain(bad) : Internal(httpContext, exception);
        httpContext.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    private ProblemDetails Internal(HttpContext context, Exception exception)
    {
        LogUnhandled(exception, context.Request.Method, context.GetEndpoint()?.DisplayName ?? context.Request.Path);
        return new ProblemDetails
        {
            Status = StatusCodes.Status500InternalServerError,
            Detail = "The server made a mistake. Its log has the details under this traceId.",
            Extensions = { ["code"] = ProblemCodes.Internal },
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Method} {Endpoint} failed")]
    private partial void LogUnhandled(Exception exception, string method, string endpoint);
}
