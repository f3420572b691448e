using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History.Sla;

/// <summary>
/// Reports uptime over days of a time zone. Whole days of UTC come from the days' rows and the rest from the hours', so
/// that a year of many streams is read as fast as a week; in zones that are half an hour off, the borders are the hours'.
/// </summary>
internal sealed class ReadSla(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    private const double DefaultTarget = 99.9;

    public async Task<Result<SlaReport>> RunAsync(SlaRequest request, CancellationToken cancellationToken)
    {
        var target = request.Target ?? DefaultTarget;
        if (target is not (> 0 and <= 100)) return Error.InvalidField("target", "sla.target_invalid", "The target is a percentage above 0 and up to 100.");
        var now = clock.GetUtcNow();
        var read = SlaPeriod.Read(request, now);
        if (!read.Ok) return read.Error;
        var (from, to, zone) = read.Value;

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var streams = await Filter(db.Living().AsNoTracking(), request).OrderBy(s => s.SortName).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Name, Group = s.Group!.Name }).ToListAsync(cancellationToken);
        var spent = await SpentAsync(db, streams.ConvertAll(s => s.Id), Coverage.HourOf(from), Coverage.HourOf(to), cancellationToken);
        var broken = await Outages.ReadAsync(db, streams.ConvertAll(s => s.Id), from, to < now ? to : now, cancellationToken);
        var lines = streams.ConvertAll(s => Line(s.Name, spent.GetValueOrDefault(s.Id), [.. broken[s.Id]], target) with { StreamId = s.Id, Group = s.Group });
        var all = spent.Values.Aggregate(default(Spent), (sum, one) => sum + one);
        return new SlaReport
        {
            From = from,
            To = to,
            TimeZone = zone.Id,
            TargetPercent = target,
            Complete = to <= now,
            Streams = lines,
            Total = Line("All streams", all, [.. broken.SelectMany(b => b)], target),
        };
    }

    private static IQueryable<MonitoredStream> Filter(IQueryable<MonitoredStream> streams, SlaRequest request)
    {
        if (request.Tag?.Trim().ToLowerInvariant() is { Length: > 0 } tag) streams = streams.Where(s => s.Tags.Any(t => t.Name == tag));
        if (request.Group is { } group) streams = streams.Where(s => s.GroupId == group);
        return request.Stream is { Length: > 0 } some ? streams.Where(s => some.Contains(s.Id)) : streams;
    }

    private static SlaLine Line(string name, Spent spent, TimeSpan[] outages, double target)
    {
        var uptime = AggregateFigures.UptimeOf(spent.Up, spent.Down);
        return new SlaLine
        {
            Name = name,
            UptimePercent = uptime is { } percent ? Math.Round(percent, 4) : null,
            Met = uptime is null ? null : uptime >= target,
            UpSeconds = spent.Up / 1000.0,
            DownSeconds = spent.Down / 1000.0,
            MaintenanceSeconds = spent.Maintenance / 1000.0,
            Outages = outages.Length,
            MttrSeconds = outages.Length > 0 ? Math.Round(spent.Down / 1000.0 / outages.Length, 1) : null,
            MtbfSeconds = outages.Length > 0 ? Math.Round(spent.Up / 1000.0 / outages.Length, 1) : null,
            LongestOutageSeconds = outages.Length > 0 ? Math.Round(outages.Max().TotalSeconds, 1) : null,
        };
    }

    private static async Task<Dictionary<Guid, Spent>> SpentAsync(StreamHealthDb db, List<Guid> ids, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (firstDay, lastDay) = (Coverage.DayOf(from.AddDays(1).AddTicks(-1)), Coverage.DayOf(to));
        if (lastDay <= firstDay) return await SumAsync(db.Set<HourAggregate>().Where(h => h.Start >= from && h.Start < to), ids, cancellationToken);
        var edges = await SumAsync(db.Set<HourAggregate>().Where(h => h.Start >= from && h.Start < firstDay), ids, cancellationToken);
        var rest = await SumAsync(db.Set<HourAggregate>().Where(h => h.Start >= lastDay && h.Start < to), ids, cancellationToken);
        var days = await SumAsync(db.Set<DayAggregate>().Where(d => d.Start >= firstDay && d.Start < lastDay), ids, cancellationToken);
        foreach (var (id, some) in edges.Concat(rest)) days[id] = days.GetValueOrDefault(id) + some;
        return days;
    }

    private static Task<Dictionary<Guid, Spent>> SumAsync<T>(IQueryable<T> rows, List<Guid> ids, CancellationToken cancellationToken)
        where T : Aggregate =>
        rows.Where(a => ids.Contains(a.StreamId)).GroupBy(a => a.StreamId)
            .Select(g => new { g.Key, Up = g.Sum(a => a.UpMs + a.DegradedMs), Down = g.Sum(a => a.DownMs), Maintenance = g.Sum(a => a.MaintenanceMs) })
            .ToDictionaryAsync(g => g.Key, g => new Spent(g.Up, g.Down, g.Maintenance), cancellationToken);

    private readonly record struct Spent(long Up, long Down, long Maintenance)
    {
        public static Spent operator +(Spent a, Spent b) => new(a.Up + b.Up, a.Down + b.Down, a.Maintenance + b.Maintenance);
    }
}
