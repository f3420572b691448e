using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Groups;

/// <summary>Reads groups, in their order, with how their streams are.</summary>
internal sealed class ReadGroups(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<StreamHealthSettings> settings)
{
    public async Task<IReadOnlyList<GroupView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.Groups.AsNoTracking().OrderBy(g => g.Position).ThenBy(g => g.SortName).ToListAsync(cancellationToken);
        var counts = await CountAsync(db.Living().Where(s => s.GroupId != null), cancellationToken);
        return [.. groups.Select(g => View(g, counts.GetValueOrDefault(g.Id, StreamCounts.None)))];
    }

    public async Task<Result<GroupView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Groups.AsNoTracking().FirstOrDefaultAsync(g => g.Id == id, cancellationToken) is not { } group) return GroupErrors.NotFound(id);
        var counts = await CountAsync(db.Living().Where(s => s.GroupId == id), cancellationToken);
        return View(group, counts.GetValueOrDefault(id, StreamCounts.None));
    }

    private GroupView View(StreamGroup group, StreamCounts counts) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Position = group.Position,
        Schedule = group.Schedule,
        Phase = group.Phase,
        DeepSchedule = group.DeepSchedule,
        DeepPhase = group.DeepPhase,
        SampleSeconds = group.SampleSeconds,
        Thresholds = group.Thresholds,
        FailuresToDown = group.FailuresToDown,
        SuccessesToUp = group.SuccessesToUp,
        RetrySeconds = group.RetrySeconds,
        Effective = StreamTerms.Of(group, group: null, settings.CurrentValue).ToEffective(),
        Counts = counts,
        Version = group.Version,
        CreatedAt = group.CreatedAt,
        UpdatedAt = group.UpdatedAt,
    };

    private static async Task<Dictionary<Guid, StreamCounts>> CountAsync(IQueryable<MonitoredStream> streams, CancellationToken cancellationToken)
    {
        var rows = await streams.GroupBy(s => new { s.GroupId, s.Enabled, s.State, s.Monitor })
            .Select(g => new { g.Key.GroupId, g.Key.Enabled, g.Key.State, g.Key.Monitor, Count = g.Count() }).ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.GroupId!.Value).ToDictionary(g => g.Key, g => StreamCounts.Of(g.Select(r => (r.Enabled, r.State, r.Monitor, r.Count))));
    }
}
