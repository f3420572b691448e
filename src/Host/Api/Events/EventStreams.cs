using System.ComponentModel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Host.Api.Limits;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Host.Api.Events;

/// <summary><c>GET /api/v1/events</c>: what changes, as it changes.</summary>
internal static class EventStreams
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // A stream ends after this, and the client reconnects: so that a withdrawn role or key is noticed.
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(30);

    public static void AddEventStreams(this IServiceCollection services)
    {
        services.AddSingleton<EventJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<EventJournal>());
        services.AddSingleton<EventStreamLimit>();
    }

    public static void MapEventStreams(this IEndpointRouteBuilder api) => api.MapGet("/events", FollowAsync)
        .WithName("followEvents")
        .WithTags("Events")
        .WithSummary("Follow what changes")
        .WithDescription(
            "Server-sent events: `id`, `event` (the topic) and `data` (topic, subjectId, at, data). A comment every 15 s keeps the connection open. "
            + "Send `Last-Event-ID` (browsers do) to get what was missed; an event `reset` says that it is no longer known and lists should be read again.")
        .Produces<EventBody>(StatusCodes.Status200OK, "text/event-stream")
        .RequireAuthorization(Policies.View);

    private static async Task<IResult> FollowAsync(
        HttpContext context,
        EventJournal journal,
        EventStreamLimit limit,
        IAuthorizationService authorization,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        [Description("Only these topics, separated by commas; `stream.*` is all of streams.")] string? topics = null,
        [Description("Only what happens to the thing with this id.")] string? subject = null,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        var filter = EventFilter.Parse(topics, subject, await AudiencesAsync(context, authorization));
        if (!filter.Ok) return Problems.From(filter.Error);
        using var place = limit.TryEnter(Caller.IdOf(context));
        if (place is null)
        {
            await ApiLimits.RefuseAsync(context, Heartbeat);
            return TypedResults.Empty;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var limited = new CancellationTokenSource(LongestStream, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, limited.Token);
        try
        {
            using var follower = journal.Follow(lastEventId);
            await SendAsync(new EventStreamWriter(context.Response), follower, filter.Value, context.Response, time, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client went, the service stops, or the stream is old: each is an ordinary end.
        }

        return TypedResults.Empty;
    }

    private static async Task SendAsync(
        EventStreamWriter writer, EventJournal.Follower follower, EventFilter filter, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        await writer.StartAsync(cancellationToken);
        if (!follower.Complete) await writer.ResetAsync(cancellationToken);
        foreach (var entry in follower.Missed.Where(e => filter.Wants(e.Event))) await writer.WriteAsync(entry, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);

        using var timer = new PeriodicTimer(Heartbeat, time);
        var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        var ready = follower.Live.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            if (await Task.WhenAny(ready, tick) == tick)
            {
                if (!await tick) return;
                await writer.HeartbeatAsync(cancellationToken);
                tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
                continue;
            }

            if (!await ready) return;
            while (follower.Live.TryRead(out var entry))
            {
                if (filter.Wants(entry.Event)) await writer.WriteAsync(entry, cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
            ready = follower.Live.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private static async Task<IReadOnlySet<string>> AudiencesAsync(HttpContext context, IAuthorizationService authorization)
    {
        var satisfied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var policy in (string[])[Policies.View, Policies.Operate, Policies.Administer])
        {
            if ((await authorization.AuthorizeAsync(context.User, policy)).Succeeded) satisfied.Add(policy);
        }

        return satisfied;
    }
}
