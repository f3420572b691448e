using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Results;

internal enum StoreOutcome
{
    Stored,

    /// <summary>The stream was deleted for good while it was checked.</summary>
    StreamGone,

    /// <summary>The database would not take it, however often it was tried.</summary>
    Failed,
}

/// <summary>
/// Writes a result, its report and the stream's status in one transaction. A database that is locked or full is tried
/// again for a few seconds; then the result is given up and said so, because the next check will be along soon.
/// </summary>
internal sealed partial class ResultStore(
    IDbContextFactory<StreamHealthDb> databases, IEnumerable<IResultRecorder> recorders, StorageTrouble trouble, TimeProvider clock, ILogger<ResultStore> log)
{
    private readonly IResultRecorder[] _recorders = [.. recorders.OrderBy(r => r.Order)];

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    public async Task<StoreOutcome> AddAsync(CheckResult result, CheckReport report, CancellationToken cancellationToken)
    {
        var stored = new StoredReport
        {
            ResultId = result.Id,
            StreamId = result.StreamId,
            StartedAt = result.StartedAt,
            Json = ReportText.Pack(ReportJson.Write(report)),
        };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var outcome = await WriteAsync(result, stored, report, cancellationToken);
                trouble.Over();
                return outcome;
            }
            catch (Exception e) when (e is DbException or DbUpdateException or TimeoutException or IOException)
            {
                if (attempt == Waits.Length)
                {
                    trouble.Begin(e.GetBaseException().Message, clock.GetUtcNow());
                    NotStored(log, e, result.StreamId, result.Id);
                    return StoreOutcome.Failed;
                }

                await Task.Delay(Waits[attempt], clock, cancellationToken);
            }
        }
    }

    private async Task<StoreOutcome> WriteAsync(CheckResult result, StoredReport stored, CheckReport report, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var streams = db.Streams.Where(s => s.Id == result.StreamId);
        if (await streams.ExecuteUpdateAsync(set => set.SetProperty(s => s.Checks, s => s.Checks + 1), cancellationToken) == 0) return StoreOutcome.StreamGone;
        if (await db.Results.AnyAsync(r => r.Id == result.Id, cancellationToken)) return StoreOutcome.Stored;

        db.Results.Add(result);
        db.Reports.Add(stored);
        await db.SaveChangesAsync(cancellationToken);
        await MoveStatusAsync(streams, result, clock.GetUtcNow(), cancellationToken);
        var recording = new ResultRecording(db, result, report);
        foreach (var recorder in _recorders) await recorder.RecordAsync(recording, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        recording.Committed();
        return StoreOutcome.Stored;
    }

    /// <summary>
    /// Moves the status forward only: a check that began earlier but ended later changes nothing. A status that lies in
    /// the future was written before the clock was put back, and is no reason to ignore what comes.
    /// </summary>
    internal static Task<int> MoveStatusAsync(IQueryable<MonitoredStream> streams, CheckResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (at, state) = (result.StartedAt, result.State);
        return streams.Where(s => s.CheckedAt == null || s.CheckedAt <= at || s.CheckedAt > now).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.StateSince, s => s.State == state ? s.StateSince : at)
                .SetProperty(s => s.State, state)
                .SetProperty(s => s.CheckedAt, at)
                .SetProperty(s => s.LastResultId, result.Id)
                .SetProperty(s => s.SortChecked, at)
                .SetProperty(s => s.Score, result.Score)
                .SetProperty(s => s.SortScore, result.Score)
                .SetProperty(s => s.Reason, result.Reason)
                .SetProperty(s => s.LatencyMs, result.FirstByteMs)
                .SetProperty(s => s.Lufs, result.Lufs)
                .SetProperty(s => s.Title, result.Title),
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Result {ResultId} of stream {StreamId} could not be stored and is given up")]
    private static partial void NotStored(ILogger logger, Exception exception, Guid streamId, Guid resultId);
}
