using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History;

/// <summary>The hours or days of a stream, as they are kept.</summary>
internal sealed class ReadPeriods(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    private const int Most = 2300; // a quarter in hours, six years in days

    /// <param name="streamId">Whose.</param>
    /// <param name="by"><c>hour</c> or <c>day</c>.</param>
    /// <param name="from">The first is the one this lies in; null for the last 7 days of hours, 90 of days.</param>
    /// <param name="to">Where it ends; null for now.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<PeriodView[]>> RunAsync(Guid streamId, string by, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        if (by is not ("hour" or "day")) return Error.InvalidField("by", "history.by_unknown", "by is hour or day.");
        var end = to ?? clock.GetUtcNow();
        var begin = from ?? end.AddDays(by == "hour" ? -7 : -89);
        if (begin >= end) return Error.InvalidField("from", "history.span_invalid", "The period must begin before it ends.");
        var most = TimeSpan.FromTicks(Most * (by == "hour" ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay));
        if (end - begin > most) return Error.InvalidField("from", "history.span_invalid", $"At most {Most} {by}s at a time.");

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);
        return by == "hour"
            ? await RowsAsync(db.Set<HourAggregate>(), streamId, Coverage.HourOf(begin), end, cancellationToken)
            : await RowsAsync(db.Set<DayAggregate>(), streamId, Coverage.DayOf(begin), end, cancellationToken);
    }

    private static async Task<PeriodView[]> RowsAsync<T>(DbSet<T> table, Guid streamId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        where T : Aggregate
    {
        var rows = await table.AsNoTracking().Where(a => a.StreamId == streamId && a.Start >= from && a.Start < to).OrderBy(a => a.Start).ToListAsync(cancellationToken);
        return [.. rows.Select(a => a.ToView())];
    }
}
