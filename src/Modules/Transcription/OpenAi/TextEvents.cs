using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Platform.Transcription.OpenAi;

/// <summary>Server-sent events as OpenAI writes them: a line of JSON with its type in it, no name, no id.</summary>
internal sealed class TextEvents(HttpContext context)
{
    /// <summary>Once true, an error can only be an event.</summary>
    public bool Started { get; private set; }

    public async Task WriteAsync(object happened)
    {
        if (!Started)
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            Started = true;
        }

        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(happened, OpenAiJson.Options)}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
