using System.Text.Json;
using Platform.Kernel.Api;

namespace Platform.Host.Api.Events;

/// <summary>
/// Writes server-sent events as the HTML standard has them. Not <c>TypedResults.ServerSentEvents</c>, as that cannot
/// write the comments that keep proxies from closing a quiet stream.
/// </summary>
internal sealed class EventStreamWriter(HttpResponse response)
{
    /// <summary>Headers, the client's delay before it reconnects, and a first comment so that the client knows it is connected.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync("retry: 3000\n: connected\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    public async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        await response.WriteAsync(": still here\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Tells the client that it missed events which cannot be given any more: read the lists again.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) => response.WriteAsync("event: reset\ndata: {}\n\n", cancellationToken);

    public async Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(
            new EventBody(entry.Event.Topic, entry.Event.SubjectId, entry.Event.At, entry.Event.Data), ApiJson.Options);
        await response.WriteAsync($"id: {entry.Id}\nevent: {OneLine(entry.Event.Topic)}\ndata: {body}\n\n", cancellationToken);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

/// <summary>One event of the stream.</summary>
/// <param name="Topic">What happened, dotted: <c>stream.checked</c>.</param>
/// <param name="SubjectId">The id of the thing it happened to.</param>
/// <param name="At">When.</param>
/// <param name="Data">A few small values: a state, a percentage.</param>
internal sealed record EventBody(string Topic, string SubjectId, DateTimeOffset At, IReadOnlyDictionary<string, string> Data);
