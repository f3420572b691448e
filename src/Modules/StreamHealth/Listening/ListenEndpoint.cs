using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Listening;

/// <summary>
/// Lets a browser hear a stream through the platform, so that neither CORS nor an http stream on an https page is in the
/// way. The audio passes unchanged; in-band metadata is taken out, because browsers would play it.
/// </summary>
internal static class ListenEndpoint
{
    private const int BufferSize = 16 * 1024;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(20);

    public static void Map(RouteGroupBuilder streams)
    {
        streams.MapGet("/{id:guid}/audio", ListenAsync).RequireAuthorization(Policies.View)
            .WithName("ListenToStream").WithSummary("Listen to a stream")
            .WithDescription("The stream's audio as it comes, without in-band titles, until the caller leaves.")
            .Produces(200, contentType: "audio/mpeg").ProducesProblem(404).ProducesProblem(429).ProducesProblem(503);
        streams.MapGet("/{id:guid}/listening-sessions", SessionsAsync).RequireAuthorization(Policies.Operate)
            .WithName("ListListeningSessions").WithSummary("List who listened to a stream")
            .WithDescription("Through the platform, newest first, for 30 days; addresses lack their last part.")
            .Produces<CursorPage<ListeningSessionView>>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> SessionsAsync(Guid id, [AsParameters] PageRequest page, ListeningSessions sessions, CancellationToken cancellationToken) =>
        (await sessions.ListAsync(id, page, cancellationToken)).ToHttp();

    private static async Task<IResult> ListenAsync(Guid id, GetStream get, StreamOpener opener, Listeners listeners, ListeningSessions sessions, TimeProvider clock, HttpContext context)
    {
        var gone = context.RequestAborted;
        var stream = await get.RunAsync(id, gone);
        if (!stream.Ok) return Problems.From(stream.Error);
        var seat = listeners.TakeSeat();
        if (!seat.Ok) return Problems.From(seat.Error);
        using (seat.Value)
        {
            var opened = await opener.OpenAsync(stream.Value.Url, gone);
            if (!opened.Ok) return Problems.From(opened.Error);
            await using var audio = opened.Value;
            Prepare(context, audio.MediaType);
            var (startedAt, start) = (clock.GetUtcNow(), clock.GetTimestamp());
            await CopyAsync(audio.Body, context.Response, clock, gone);
            await sessions.EndAsync(stream.Value, context, startedAt, clock.GetElapsedTime(start));
            return TypedResults.Empty;
        }
    }

    private static void Prepare(HttpContext context, string? mediaType)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = string.IsNullOrEmpty(mediaType) ? "application/octet-stream" : mediaType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>Ends when either side does, or when nothing has come for a while.</summary>
    private static async Task CopyAsync(Stream source, HttpResponse response, TimeProvider clock, CancellationToken gone)
    {
        using var stalled = new CancellationTokenSource(Stall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, gone);
        var buffer = new byte[BufferSize];
        try
        {
            while (await source.ReadAsync(buffer, either.Token) is > 0 and var count)
            {
                await response.Body.WriteAsync(buffer.AsMemory(0, count), gone);
                stalled.CancelAfter(Stall);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidDataException)
        {
            // The listener left, or the station did. Headers are sent; closing the connection says the rest.
            if (!gone.IsCancellationRequested) response.HttpContext.Abort();
        }
    }
}
