using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>What visitors are told of incidents: that there was one, and when; not who did what about it.</summary>
internal static class PublicIncidents
{
    private const int Most = 50;
    private static readonly TimeSpan Span = TimeSpan.FromDays(14);

    /// <summary>Open ones and those of the last two weeks, newest first.</summary>
    public static async Task<List<PublicIncident>> ReadAsync(
        StreamHealthDb db, Dictionary<Guid, string> streams, bool reasons, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (ids, since) = (streams.Keys.ToArray(), now - Span);
        var found = await db.Set<Incident>().AsNoTracking()
            .Where(i => ids.Contains(i.StreamId) && (i.State != IncidentState.Resolved || i.OpenedAt >= since))
            .OrderByDescending(i => i.OpenedAt).ThenByDescending(i => i.Id).Take(Most)
            .Select(i => new { i.Id, i.StreamId, i.Severity, i.OpenedAt, i.ResolvedAt, i.Reason }).ToListAsync(cancellationToken);
        return found.ConvertAll(i => new PublicIncident(
            i.Id, streams[i.StreamId], i.Severity == IncidentSeverity.Down, i.OpenedAt, i.ResolvedAt, reasons ? i.Reason : null));
    }
}
