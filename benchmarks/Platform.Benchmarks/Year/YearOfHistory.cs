using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Titles;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.Testing;

namespace Platform.Benchmarks.Year;

/// <summary>
/// Writes a year of checks as the service would have, in bulk: every check goes through <see cref="Coverage"/> and
/// <see cref="Aggregate"/>; single results and titles are written for the days that are still kept and one more, reports
/// for the last hours, and the service's own job trims after each day.
/// </summary>
internal sealed class YearOfHistory(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<StreamHealthSettings> settings, byte[] report)
{
    private const int Minutes = 24 * 60;

    public async Task FillAsync(IReadOnlyList<SimulatedStream> streams, DateTimeOffset start, int days)
    {
        await WriteAsync(streams.Select(s => s.Stream));
        var keep = settings.CurrentValue;
        var yesterday = new Dictionary<Guid, string>();
        for (var day = 0; day < days; day++)
        {
            var (from, left) = (start.AddDays(day), days - day);
            var kept = new Kept(left <= keep.ResultDays + 1, left <= keep.TitleDays + 1, left == 1 ? keep.ReportsPerStream + 60 : 0);
            foreach (var stream in streams) await DayAsync(stream, from, kept, yesterday);
            if (!kept.Results) continue;
            var clock = new FakeTimeProvider(from.AddDays(1));
            var trimming = new TrimResults(databases, settings, new Hurried(clock)).ExecuteAsync(new JobRun("year", null, NullLogger.Instance), CancellationToken.None);
            await trimming;
        }

        await StatusAsync(streams);
    }

    private async Task DayAsync(SimulatedStream stream, DateTimeOffset from, Kept kept, Dictionary<Guid, string> playing)
    {
        var hours = new Dictionary<DateTimeOffset, HourAggregate>();
        var (results, reports, titles) = (new List<CheckResult>(), new List<StoredReport>(), new List<TitleChange>());
        for (var minute = 0; minute < Minutes; minute++)
        {
            var result = stream.Check(from.AddMinutes(minute));
            foreach (var change in stream.Changes(result))
            {
                if (hours.TryGetValue(change.Start, out var hour)) hour.Merge(change);
                else hours[change.Start] = change;
            }

            if (kept.Results) results.Add(result);
            if (minute >= Minutes - kept.Reports) reports.Add(new StoredReport { ResultId = result.Id, StreamId = result.StreamId, StartedAt = result.StartedAt, Json = report });
            if (kept.Titles && result.Title is { } title && playing.GetValueOrDefault(result.StreamId) != title)
            {
                titles.Add(new TitleChange { StreamId = result.StreamId, At = result.StartedAt, Title = title });
                playing[result.StreamId] = title;
            }
        }

        await using var db = await databases.CreateDbContextAsync();
        foreach (var hour in hours.Values) await MergeAsync(db, hour, known: hour.Start < from);
        await db.SaveChangesAsync();
        await WriteAsync(results);
        await WriteAsync(reports);
        await WriteAsync(titles);
    }

    // The first check of a day gives its time to the last hour of the day before, which is written already.
    private static async Task MergeAsync(StreamHealthDb db, HourAggregate hour, bool known)
    {
        var start = Coverage.DayOf(hour.Start);
        var day = await db.Set<DayAggregate>().FindAsync(hour.StreamId, start)
            ?? db.Set<DayAggregate>().Add(new DayAggregate { StreamId = hour.StreamId, Start = start }).Entity;
        day.Merge(hour);
        if (known && await db.Set<HourAggregate>().FindAsync(hour.StreamId, hour.Start) is { } before) before.Merge(hour);
        else db.Add(hour);
    }

    private async Task WriteAsync<T>(IEnumerable<T> rows)
        where T : class
    {
        foreach (var piece in rows.Chunk(2000))
        {
            await using var db = await databases.CreateDbContextAsync();
            db.AddRange(piece);
            await db.SaveChangesAsync();
        }
    }

    private async Task StatusAsync(IReadOnlyList<SimulatedStream> streams)
    {
        await using var db = await databases.CreateDbContextAsync();
        foreach (var stream in streams)
        {
            var (row, last) = (await db.Streams.FindAsync(stream.Stream.Id), stream.Last!);
            (row!.State, row.StateSince, row.CheckedAt, row.LastResultId) = (last.State, last.StartedAt, last.StartedAt, last.Id);
            (row.Monitor, row.MonitorSince, row.Attention) = (last.Monitor, last.StartedAt, MonitoredStream.AttentionOf(last.Monitor));
            (row.SortScore, row.SortChecked) = (last.Score, last.StartedAt);
            (row.Score, row.Reason, row.LatencyMs, row.Lufs, row.Title, row.Checks) = (last.Score, last.Reason, last.FirstByteMs, last.Lufs, last.Title, 365L * Minutes);
        }

        await db.SaveChangesAsync();
    }

    private sealed record Kept(bool Results, bool Titles, int Reports);

    /// <summary>The simulated time, but pauses of the job's that do not wait.</summary>
    private sealed class Hurried(TimeProvider now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromTicks(1) : dueTime, period);
    }
}
