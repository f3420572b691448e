using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History.Uptime;

/// <summary>The uptime of streams over the last day, week, month and quarter.</summary>
internal sealed class ReadUptime(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    private static readonly ListOrder<MonitoredStream, StreamUptime, Guid> ById = new("id", s => s.Id, s => s.Id, u => u.StreamId, u => u.StreamId);

    public async Task<Result<StreamUptime>> GetAsync(Guid streamId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await OfAsync(db, db.Living().Where(s => s.Id == streamId), 1, cancellationToken);
        return found is [var uptime] ? uptime : StreamErrors.NotFound(streamId);
    }

    /// <summary>Of the streams on a page, by id; streams that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, StreamUptime>> OfAsync(IReadOnlyCollection<Guid> streams, CancellationToken cancellationToken)
    {
        if (streams.Count == 0) return new Dictionary<Guid, StreamUptime>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await OfAsync(db, db.Living().Where(s => streams.Contains(s.Id)), streams.Count, cancellationToken);
        return found.ToDictionary(u => u.StreamId);
    }

    /// <summary>Of all streams, or of those with a tag, in the order of their ids.</summary>
    public async Task<Result<CursorPage<StreamUptime>>> ListAsync(string? tag, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var streams = db.Living();
        if (tag?.Trim().ToLowerInvariant() is { Length: > 0 } wanted) streams = streams.Where(s => s.Tags.Any(t => t.Name == wanted));
        return await ById.ReadAsync(streams, request, page => OfAsync(db, page, PageRequest.MaxLimit + 1, cancellationToken));
    }

    private async Task<List<StreamUptime>> OfAsync(StreamHealthDb db, IQueryable<MonitoredStream> streams, int most, CancellationToken cancellationToken)
    {
        var names = await streams.OrderBy(s => s.Id).Take(most).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var ids = names.ConvertAll(s => s.Id);
        var (hour, day) = (Coverage.HourOf(clock.GetUtcNow()), Coverage.DayOf(clock.GetUtcNow()));
        var (last24, last7, last30, last90) = (hour.AddHours(-23), hour.AddHours(-7 * 24 + 1), day.AddDays(-29), day.AddDays(-89));
        var near = await db.Set<HourAggregate>().Where(h => ids.Contains(h.StreamId) && h.Start >= last7).GroupBy(h => h.StreamId)
            .Select(g => new
            {
                g.Key,
                Up = g.Sum(h => h.UpMs + h.DegradedMs),
                Down = g.Sum(h => h.DownMs),
                Up24 = g.Sum(h => h.Start >= last24 ? h.UpMs + h.DegradedMs : 0),
                Down24 = g.Sum(h => h.Start >= last24 ? h.DownMs : 0),
            })
            .ToDictionaryAsync(g => g.Key, cancellationToken);
        var far = await db.Set<DayAggregate>().Where(d => ids.Contains(d.StreamId) && d.Start >= last90).GroupBy(d => d.StreamId)
            .Select(g => new
            {
                g.Key,
                Up = g.Sum(d => d.UpMs + d.DegradedMs),
                Down = g.Sum(d => d.DownMs),
                Up30 = g.Sum(d => d.Start >= last30 ? d.UpMs + d.DegradedMs : 0),
                Down30 = g.Sum(d => d.Start >= last30 ? d.DownMs : 0),
            })
            .ToDictionaryAsync(g => g.Key, cancellationToken);
        return names.ConvertAll(s =>
        {
            var (h, d) = (near.GetValueOrDefault(s.Id), far.GetValueOrDefault(s.Id));
            return new StreamUptime(s.Id, s.Name, Percent(h?.Up24, h?.Down24), Percent(h?.Up, h?.Down), Percent(d?.Up30, d?.Down30), Percent(d?.Up, d?.Down));
        });
    }

    private static double? Percent(long? up, long? down) =>
        AggregateFigures.UptimeOf(up ?? 0, down ?? 0) is { } percent ? Math.Round(percent, 4) : null;
}
