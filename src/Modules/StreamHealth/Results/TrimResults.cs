using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Results;

/// <summary>
/// Removes results and reports that are too old, and streams whose deletion can no longer be undone. In small pieces with
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
        var results = await TrimResultsAsync(now - TimeSpan.FromDays(current.ResultDays), cancellationToken);
        run.Report(0.4, "reports");
        var reports = await TrimReportsAsync(current.ReportsPerStream, cancellationToken);
        run.Report(0.8, "deleted streams");
        var streams = await TrimStreamsAsync(now - TimeSpan.FromDays(current.UndoDays), cancellationToken);
        run.NothingToDo = results + reports + streams == 0;
        run.Summary = string.Create(CultureInfo.InvariantCulture, $"Removed {results} results, {reports} reports and {streams} deleted streams");
    }

    private Task<int> TrimResultsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DeleteAsync(db => db.Results.Where(r => r.StartedAt < before).OrderBy(r => r.StartedAt), cancellationToken);

    private async Task<int> TrimReportsAsync(int keep, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        foreach (var stream in await db.Streams.Select(s => s.Id).ToListAsync(cancellationToken))
        {
            var newestTooOld = await db.Reports.Where(r => r.StreamId == stream).OrderByDescending(r => r.StartedAt)
                .Skip(keep).Select(r => (DateTimeOffset?)r.StartedAt).FirstOrDefaultAsync(cancellationToken);
            if (newestTooOld is not { } limit) continue;
            removed += await DeleteAsync(d => d.Reports.Where(r => r.StreamId == stream && r.StartedAt <= limit).OrderBy(r => r.StartedAt), cancellationToken);
        }

        return removed;
    }

    private async Task<int> TrimStreamsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gone = await db.Streams.Where(s => s.DeletedAt < before).Select(s => s.Id).ToListAsync(cancellationToken);
        foreach (var id in gone)
        {
            await DeleteAsync(d => d.Results.Where(r => r.StreamId == id).OrderBy(r => r.StartedAt), cancellationToken);
            await db.Streams.Where(s => s.Id == id && s.DeletedAt < before).ExecuteDeleteAsync(cancellationToken);
        }

        return gone.Count;
    }

    private async Task<int> DeleteAsync<T>(Func<StreamHealthDb, IQueryable<T>> which, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        for (var removed = 0; ;)
        {
            var now = await which(db).Take(Piece).ExecuteDeleteAsync(cancellationToken);
            removed += now;
            if (now < Piece) return removed;
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
