using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History;

/// <summary>
/// A stream's figures over time, as many as a chart can show: single checks for two days, sums of some hours for a
/// quarter, days beyond.
/// </summary>
internal sealed class ReadHistory(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    private const int MaxPoints = 1000;
    private const int MaxHours = 720;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1100);
    private static readonly TimeSpan Single = TimeSpan.FromDays(2);
    private static readonly TimeSpan Hourly = TimeSpan.FromDays(92);

    public async Task<Result<HistoryPoint[]>> RunAsync(Guid streamId, TimeSpan span, CancellationToken cancellationToken)
    {
        if (span <= TimeSpan.Zero || span > Longest)
            return Error.InvalidField("hours", "history.span_invalid", $"A history is at most {Longest.TotalDays} days long.");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);

        var from = clock.GetUtcNow() - span;
        if (span <= Single) return await ChecksAsync(db, streamId, from, cancellationToken);
        if (span > Hourly) return await PointsAsync(db.Set<DayAggregate>(), streamId, Coverage.DayOf(from), cancellationToken);
        var hours = await RowsAsync(db.Set<HourAggregate>(), streamId, Coverage.HourOf(from), cancellationToken);
        return Gather(hours, Math.Max(1, (int)Math.Ceiling(span.TotalHours / MaxHours)));
    }

    /// <summary>Single checks that began in a span, thinned to what a chart shows.</summary>
    private static async Task<HistoryPoint[]> ChecksAsync(StreamHealthDb db, Guid streamId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var points = await db.Results.AsNoTracking().Where(r => r.StreamId == streamId && r.StartedAt >= from)
            .OrderBy(r => r.StartedAt).ThenBy(r => r.Id)
            .Select(r => new HistoryPoint(r.StartedAt, r.State, r.Score, r.FirstByteMs, r.Lufs, r.SilencePercent))
            .ToListAsync(cancellationToken);
        return Thin(points);
    }

    /// <summary>Of each run of neighbours the worst one stays: a chart must not hide an outage.</summary>
    internal static HistoryPoint[] Thin(List<HistoryPoint> points)
    {
        if (points.Count <= MaxPoints) return [.. points];
        var size = (points.Count + MaxPoints - 1) / MaxPoints;
        return [.. points.Chunk(size).Select(run => run.MinBy(p => p.Score)!)];
    }

    private static HistoryPoint[] Gather(List<HourAggregate> hours, int count) => count == 1
        ? [.. hours.Select(h => h.ToPoint())]
        : [.. hours.GroupBy(h => h.Start.UtcTicks / (count * TimeSpan.TicksPerHour)).Select(group =>
        {
            var sum = new HourAggregate { Start = new DateTimeOffset(group.Key * count * TimeSpan.TicksPerHour, TimeSpan.Zero) };
            foreach (var hour in group) sum.Merge(hour);
            return sum.ToPoint();
        })];

    private static async Task<HistoryPoint[]> PointsAsync<T>(DbSet<T> table, Guid streamId, DateTimeOffset from, CancellationToken cancellationToken)
        where T : Aggregate =>
        [.. (await RowsAsync(table, streamId, from, cancellationToken)).Select(a => a.ToPoint())];

    private static Task<List<T>> RowsAsync<T>(DbSet<T> table, Guid streamId, DateTimeOffset from, CancellationToken cancellationToken)
        where T : Aggregate =>
        table.AsNoTracking().Where(a => a.StreamId == streamId && a.Start >= from && a.Checks > 0).OrderBy(a => a.Start).ToListAsync(cancellationToken);
}
