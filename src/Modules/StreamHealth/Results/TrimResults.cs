using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Titles;

namespace Platform.StreamHealth.Results;

/// <summary>
/// Removes results, reports and history that are too old, and streams whose deletion can no longer be undone. In small pieces with
/// pauses, so that checks can store between them; the file is never compacted, its room is used again.
/// </summary>
internal sealed class TrimResults(
    IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<StreamHealthSettings> settings, TimeProvider clock) : IPlatformJob
{
    private const int Piece = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public string Key => "streamhealth.trim-results";

    public string Name => "Trim old results";

    public string Description => "Removes results and reports of stream checks that are older than the settings say, and streams deleted for good.";

    public string Category => "Stream health";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(1));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var current = settings.CurrentValue;
        var now = clock.GetUtcNow();
        run.Report(0, "results");
        var results = await EachStreamAsync(stream => TrimAsync<CheckResult>(
            r => r.StreamId == stream && r.StartedAt < now.AddDays(-current.ResultDays), r => r.StartedAt, cancellationToken), cancellationToken);
        run.Report(0.3, "reports");
        var reports = await EachStreamAsync(stream => TrimReportsAsync(stream, current.ReportsPerStream, cancellationToken), cancellationToken);
        run.Report(0.6, "history");
        var history = await EachStreamAsync(stream => TrimHistoryAsync(stream, current, now, cancellationToken), cancellationToken);
        run.Report(0.8, "deleted streams");
        var streams = await TrimStreamsAsync(now - TimeSpan.FromDays(current.UndoDays), cancellationToken);
        run.NothingToDo = results + reports + history + streams == 0;
        run.Summary = string.Create(
            CultureInfo.InvariantCulture, $"Removed {results} results, {reports} reports, {history} rows of history and {streams} deleted streams");
    }

    /// <summary>Stream by stream, in the order of the tables' one index on time.</summary>
    private async Task<int> EachStreamAsync(Func<Guid, Task<int>> trim, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        foreach (var stream in await db.Streams.Select(s => s.Id).ToListAsync(cancellationToken)) removed += await trim(stream);
        return removed;
    }

    private async Task<int> TrimReportsAsync(Guid stream, int keep, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newestTooOld = await db.Reports.Where(r => r.StreamId == stream).OrderByDescending(r => r.StartedAt)
            .Skip(keep).Select(r => (DateTimeOffset?)r.StartedAt).FirstOrDefaultAsync(cancellationToken);
        if (newestTooOld is not { } limit) return 0;
        return await TrimAsync<StoredReport>(r => r.StreamId == stream && r.StartedAt <= limit, r => r.StartedAt, cancellationToken);
    }

    private async Task<int> TrimHistoryAsync(Guid stream, StreamHealthSettings keep, DateTimeOffset now, CancellationToken cancellationToken) =>
        await TrimAsync<HourAggregate>(h => h.StreamId == stream && h.Start < now.AddDays(-keep.HourDays), h => h.Start, cancellationToken)
        + await TrimAsync<DayAggregate>(d => d.StreamId == stream && d.Start < now.AddDays(-keep.DayDays), d => d.Start, cancellationToken)
        + await TrimAsync<TitleChange>(t => t.StreamId == stream && t.At < now.AddDays(-keep.TitleDays), t => t.At, cancellationToken);

    private async Task<int> TrimStreamsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gone = await db.Streams.Where(s => s.DeletedAt < before).Select(s => s.Id).ToListAsync(cancellationToken);
        foreach (var id in gone)
        {
            await TrimAsync<CheckResult>(r => r.StreamId == id, r => r.StartedAt, cancellationToken);
            await TrimAsync<HourAggregate>(h => h.StreamId == id, h => h.Start, cancellationToken);
            await TrimAsync<TitleChange>(t => t.StreamId == id, t => t.At, cancellationToken);
            await db.Streams.Where(s => s.Id == id && s.DeletedAt < before).ExecuteDeleteAsync(cancellationToken);
        }

        return gone.Count;
    }

    private async Task<int> TrimAsync<T>(
        Expression<Func<T, bool>> which, Expression<Func<T, DateTimeOffset>> at, CancellationToken cancellationToken)
        where T : class
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        for (var removed = 0; ;)
        {
            var now = await db.Set<T>().Where(which).OrderBy(at).Take(Piece).ExecuteDeleteAsync(cancellationToken);
            removed += now;
            if (now < Piece) return removed;
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
