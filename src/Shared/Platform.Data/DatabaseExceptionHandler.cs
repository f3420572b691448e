using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Api;

namespace Platform.Data;

/// <summary>
/// Answers a program whose request failed at the database with 503 and what the operator should do, instead of a mere
/// 500. Pages are left to the console's own handler.
/// </summary>
internal sealed partial class DatabaseExceptionHandler(ILogger<DatabaseExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return false;
        if (DatabaseErrors.ToError(exception) is not { } error) return false;
        LogFailed(exception, httpContext.Request.Method, httpContext.Request.Path, error.Code);
        await Problems.From(error).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Method} {Path} failed at the database: {Code}")]
    private partial void LogFailed(Exception exception, string method, PathString path, string code);
}
