using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Legacy;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Listening;

/// <summary>Notes who listened for how long, and tells of it.</summary>
internal sealed partial class ListeningSessions(IDbContextFactory<StreamHealthDb> databases, LegacyRequests requests, TimeProvider clock, ILogger<ListeningSessions> log)
{
    private const int MaxText = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly ListOrder<ListeningSession, ListeningSessionView, DateTimeOffset> NewestFirst =
        new("-startedAt", s => s.StartedAt, s => s.Id, v => v.StartedAt, v => v.Id);

    /// <summary>Notes a session that has just ended. A listener who left cannot wait, and one who comes back need not know that it failed.</summary>
    public async Task EndAsync(StreamView stream, HttpContext context, DateTimeOffset startedAt, TimeSpan lasted)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        var session = new ListeningSession
        {
            Id = Guid.CreateVersion7(startedAt),
            StreamId = stream.Id,
            StreamUrl = stream.Url,
            Address = requests.AddressOf(context.Connection.RemoteIpAddress),
            UserAgent = agent.Length == 0 ? null : agent[..Math.Min(agent.Length, MaxText)],
            StartedAt = startedAt,
            EndedAt = startedAt + lasted,
            Seconds = Math.Round(lasted.TotalSeconds, 1),
        };
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            await using var db = await databases.CreateDbContextAsync(limit.Token);
            db.Add(session);
            await db.SaveChangesAsync(limit.Token);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or TimeoutException or OperationCanceledException)
        {
            NotNoted(e, stream.Id);
        }
    }

    /// <summary>Of one stream, newest first.</summary>
    public async Task<Result<CursorPage<ListeningSessionView>>> ListAsync(Guid streamId, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);
        return await NewestFirst.ReadAsync(db.Set<ListeningSession>().AsNoTracking().Where(s => s.StreamId == streamId), request, View, cancellationToken);
    }

    private static ListeningSessionView View(ListeningSession session) =>
        new(session.Id, session.Address, session.StreamUrl, session.UserAgent, session.StartedAt, session.EndedAt, session.Seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "That somebody listened to stream {StreamId} could not be noted")]
    private partial void NotNoted(Exception exception, Guid streamId);
}
