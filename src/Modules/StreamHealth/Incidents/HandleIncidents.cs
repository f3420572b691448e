using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Incidents;

/// <summary>What a person does with incidents: acknowledge, comment, resolve, write down what was learnt.</summary>
internal sealed class HandleIncidents(IDbContextFactory<StreamHealthDb> databases, ReadIncidents read, LiveEvents live, TimeProvider clock)
{
    public const int MaxText = 10_000;
    public const int MostAtOnce = 500;

    /// <summary>Says that somebody looks after it. Once more is as good as once; what is over stays over.</summary>
    public Task<Result<IncidentDetail>> AcknowledgeAsync(Guid id, string author, CancellationToken cancellationToken) => ChangeAsync(
        id, "incident.acknowledged",
        (db, incident, now) =>
        {
            if (incident.State == IncidentState.Resolved) return Over();
            if (incident.State == IncidentState.Open) Acknowledge(db, incident, author, now);
            return null;
        },
        cancellationToken);

    /// <summary>Acknowledges those of many that are open.</summary>
    /// <returns>How many were.</returns>
    public async Task<Result<int>> AcknowledgeAsync(IReadOnlyCollection<Guid> ids, string author, CancellationToken cancellationToken)
    {
        if (ids is not { Count: >= 1 and <= MostAtOnce }) return Error.InvalidField("ids", "incident.ids_invalid", $"Name 1 to {MostAtOnce} incidents.");
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await db.Set<Incident>().Where(i => ids.Contains(i.Id) && i.State == IncidentState.Open).ToListAsync(cancellationToken);
        foreach (var incident in open) Acknowledge(db, incident, author, now);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var incident in open) live.Incident("incident.acknowledged", incident.Id, incident.StreamId, now);
        return open.Count;
    }

    public Task<Result<IncidentDetail>> CommentAsync(Guid id, string? text, string author, CancellationToken cancellationToken)
    {
        if (TextError(text) is { } wrong) return Task.FromResult<Result<IncidentDetail>>(wrong);
        return ChangeAsync(
            id, "incident.commented",
            (db, incident, now) =>
            {
                db.Add(IncidentTimeline.EntryOf(incident.Id, IncidentEntryKind.Comment, now, text!.Trim(), author));
                return null;
            },
            cancellationToken);
    }

    /// <summary>
    /// Ends an incident by hand: when the stream is not ill any more, or when <paramref name="accept"/> says that it may
    /// stay as it is; then nothing is opened until it changes.
    /// </summary>
    public Task<Result<IncidentDetail>> ResolveAsync(Guid id, bool accept, string? comment, string author, CancellationToken cancellationToken)
    {
        if (comment is not null && TextError(comment) is { } wrong) return Task.FromResult<Result<IncidentDetail>>(wrong);
        return ChangeAsync(
            id, "incident.resolved",
            (db, incident, now) =>
            {
                if (incident.State == IncidentState.Resolved) return Over();
                var stream = db.Streams.Where(s => s.Id == incident.StreamId).Select(s => new { s.Monitor, s.Enabled }).First();
                var ill = stream.Enabled && stream.Monitor is MonitorState.Down or MonitorState.Degraded;
                if (ill && !accept)
                    return Error.Conflict("incident.still_failing", $"The stream is still {Words.Of(stream.Monitor)}. Accept that it is (`accept`), or wait until it is well.");
                var reason = string.IsNullOrWhiteSpace(comment) ? "" : $": {comment.Trim()}";
                db.Add(IncidentTimeline.EntryOf(incident.Id, IncidentEntryKind.Resolved, now, (ill ? "Accepted as it is" : "Resolved") + reason, author));
                (incident.State, incident.ResolvedAt, incident.ResolvedBy) = (IncidentState.Resolved, now, author);
                return null;
            },
            cancellationToken);
    }

    /// <summary>Replaces what was learnt; an empty text takes it away.</summary>
    public Task<Result<IncidentDetail>> WritePostMortemAsync(Guid id, string? text, string author, CancellationToken cancellationToken)
    {
        if (text?.Length > MaxText) return Task.FromResult<Result<IncidentDetail>>(TextError(text)!);
        return ChangeAsync(
            id, "incident.commented",
            (db, incident, now) =>
            {
                var tidy = text?.Replace("\0", "", StringComparison.Ordinal).Trim();
                if ((tidy ?? "") == (incident.PostMortem ?? "")) return null;
                (incident.PostMortem, incident.PostMortemBy, incident.PostMortemAt) = string.IsNullOrEmpty(tidy) ? (null, null, null) : (tidy, author, (DateTimeOffset?)now);
                db.Add(IncidentTimeline.EntryOf(incident.Id, IncidentEntryKind.PostMortem, now, incident.PostMortem is null ? "Post-mortem removed" : "Post-mortem written", author));
                return null;
            },
            cancellationToken);
    }

    private async Task<Result<IncidentDetail>> ChangeAsync(
        Guid id, string topic, Func<StreamHealthDb, Incident, DateTimeOffset, Error?> change, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Incident>().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } incident) return Error.NotFound("incident", id);
        if (change(db, incident, now) is { } error) return error;
        await db.SaveChangesAsync(cancellationToken);
        live.Incident(topic, incident.Id, incident.StreamId, now);
        return await read.GetAsync(id, cancellationToken);
    }

    private static void Acknowledge(StreamHealthDb db, Incident incident, string author, DateTimeOffset now)
    {
        (incident.State, incident.AcknowledgedBy, incident.AcknowledgedAt) = (IncidentState.Acknowledged, author, now);
        db.Add(IncidentTimeline.EntryOf(incident.Id, IncidentEntryKind.Acknowledged, now, "Acknowledged", author));
    }

    private static Error Over() => Error.Conflict("incident.resolved", "This incident is over.");

    private static Error? TextError(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > MaxText
        ? Error.InvalidField("text", "incident.text_invalid", $"Write 1 to {MaxText} characters.")
        : null;
}
