using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.History.Sla;

/// <summary>How often and how long streams were down, by their incidents.</summary>
internal static class Outages
{
    /// <summary>The part of each outage that lies within a period, by stream.</summary>
    public static async Task<ILookup<Guid, TimeSpan>> ReadAsync(StreamHealthDb db, List<Guid> streams, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var incidents = await db.Set<Incident>().AsNoTracking()
            .Where(i => streams.Contains(i.StreamId) && i.Severity == IncidentSeverity.Down && i.OpenedAt < to && (i.ResolvedAt == null || i.ResolvedAt > from))
            .Select(i => new { i.StreamId, i.OpenedAt, i.ResolvedAt }).ToListAsync(cancellationToken);
        return incidents.ToLookup(i => i.StreamId, i => (i.ResolvedAt is { } end && end < to ? end : to) - (i.OpenedAt > from ? i.OpenedAt : from));
    }
}
