using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>Reads incidents of streams that are not deleted: lists, single ones with their timeline, and how many there are.</summary>
internal sealed class ReadIncidents(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    private const string Newest = "-opened", Oldest = "opened";

    public async Task<Result<CursorPage<IncidentView>>> ListAsync(IncidentListRequest request, CancellationToken cancellationToken)
    {
        var sort = string.IsNullOrEmpty(request.Sort) ? Newest : request.Sort;
        if (sort is not (Newest or Oldest)) return Error.InvalidField("sort", "incident.sort_unknown", "sort is -opened or opened.");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var filtered = Filter(db, request);
        if (!filtered.Ok) return filtered.Error;
        return await new ListOrder<Incident, IncidentView, DateTimeOffset>(sort, i => i.OpenedAt, i => i.Id, v => v.OpenedAt, v => v.Id)
            .ReadAsync(filtered.Value, new PageRequest(request.Cursor, request.Limit), page => ViewsAsync(db, page, cancellationToken));
    }

    public async Task<Result<IncidentDetail>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await ViewsAsync(db, Living(db).Where(i => i.Id == id), cancellationToken) is not [var view]) return Error.NotFound("incident", id);
        var timeline = await db.Set<IncidentEntry>().AsNoTracking().Where(e => e.IncidentId == id).OrderBy(e => e.Id)
            .Select(e => new IncidentEntryView(e.At, e.Kind, e.Text, e.Author, e.ResultId)).ToListAsync(cancellationToken);
        return new IncidentDetail(view, timeline);
    }

    public async Task<IncidentCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await Living(db).GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new IncidentCounts(counts.GetValueOrDefault(IncidentState.Open), counts.GetValueOrDefault(IncidentState.Acknowledged), counts.GetValueOrDefault(IncidentState.Resolved));
    }

    private static IQueryable<Incident> Living(StreamHealthDb db)
    {
        var streams = db.Living();
        return db.Set<Incident>().AsNoTracking().Where(i => streams.Any(s => s.Id == i.StreamId));
    }

    private static Result<IQueryable<Incident>> Filter(StreamHealthDb db, IncidentListRequest request)
    {
        var (incidents, streams) = (db.Set<Incident>().AsNoTracking(), db.Living());
        switch (request.State?.ToLowerInvariant())
        {
            case null or "": break;
            case IncidentListRequest.Unresolved: incidents = incidents.Where(i => i.State != IncidentState.Resolved); break;
            case "open": incidents = incidents.Where(i => i.State == IncidentState.Open); break;
            case "acknowledged": incidents = incidents.Where(i => i.State == IncidentState.Acknowledged); break;
            case "resolved": incidents = incidents.Where(i => i.State == IncidentState.Resolved); break;
            default: return Error.InvalidField("state", "incident.state_unknown", "state is one of open, acknowledged, unresolved, resolved.");
        }

        switch (request.Severity?.ToLowerInvariant())
        {
            case null or "": break;
            case "down": incidents = incidents.Where(i => i.Severity == IncidentSeverity.Down); break;
            case "degraded": incidents = incidents.Where(i => i.Severity == IncidentSeverity.Degraded); break;
            default: return Error.InvalidField("severity", "incident.severity_unknown", "severity is down or degraded.");
        }

        if (request.Stream is { } stream) incidents = incidents.Where(i => i.StreamId == stream);
        if (request.Group is { } group) streams = streams.Where(s => s.GroupId == group);
        if (request.Tag?.Trim().ToLowerInvariant() is { Length: > 0 } tag) streams = streams.Where(s => s.Tags.Any(t => t.Name == tag));
        if (request.From is { } from) incidents = incidents.Where(i => i.ResolvedAt == null || i.ResolvedAt >= from);
        if (request.To is { } to) incidents = incidents.Where(i => i.OpenedAt < to);
        if (request.Search?.Trim().ToLowerInvariant() is { Length: > 0 } text)
        {
            var named = streams.Where(s => s.SearchText.Contains(text));
            incidents = incidents.Where(i => i.Code.Contains(text) || named.Any(s => s.Id == i.StreamId));
        }

        return Result(incidents.Where(i => streams.Any(s => s.Id == i.StreamId)));
    }

    // An interface has no implicit conversion.
    private static Result<IQueryable<Incident>> Result(IQueryable<Incident> query) => Unit().Map(_ => query);

    private static Result<Unit> Unit() => default(Unit);

    private async Task<List<IncidentView>> ViewsAsync(StreamHealthDb db, IQueryable<Incident> incidents, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = await incidents.Select(i => new
        {
            Incident = i,
            Stream = db.Streams.Where(s => s.Id == i.StreamId).Select(s => s.Name).First(),
            Cause = db.Streams.Where(s => s.Id == i.CauseStreamId).Select(s => s.Name).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => IncidentViews.Of(r.Incident, r.Stream, r.Cause, now))];
    }
}
