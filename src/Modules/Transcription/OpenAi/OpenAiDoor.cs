using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Transcription.OpenAi;

/// <summary>What all routes of the address have in common: errors in OpenAI's shape, whoever tells them.</summary>
internal sealed partial class OpenAiDoor(ILogger<OpenAiDoor> log) : IForeignApi, IEndpointFilter
{
    public Task RefuseAsync(HttpContext context, int status, Error error) => OpenAiError.Refusal(status, error).ToResult().ExecuteAsync(context);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (BadHttpRequestException e)
        {
            return new OpenAiError(e.StatusCode, e.Message).ToResult();
        }
        catch (Exception e) when (!context.HttpContext.Response.HasStarted)
        {
            // The one place where a mistake of ours is put into words for these clients; nothing is lost of it.
            LogFailed(e, context.HttpContext.Request.Path);
            return new OpenAiError(StatusCodes.Status500InternalServerError, "The server made a mistake. Its log has the details.") { Type = "server_error", Code = "server.internal_error" }.ToResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Path} failed")]
    private partial void LogFailed(Exception exception, string path);
}
