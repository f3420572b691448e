using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>
/// Stores a run of the command line: its stream, which is found by its identity or made (paused, tagged "cli"), and one
/// result under the run's id that keeps the highest phase. A stream that the service checks gets the result in its history
/// and nothing else: what somebody tried by hand, with thresholds of their own, must not move its state or wake anybody.
/// </summary>
internal sealed partial class KeepRun(IDbContextFactory<StreamHealthDb> databases, StreamRules rules, TimeProvider clock, ILogger<KeepRun> log)
{
    private const string Tag = "cli";

    public async Task KeepAsync(TimedReport run, CancellationToken cancellationToken)
    {
        var report = run.Report;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await StreamAsync(db, report, cancellationToken) is not { } stream) return;

        var known = await db.Results.AsNoTracking().Where(r => r.Id == report.TestRunId).Select(r => new { r.StreamId, r.Phase }).FirstOrDefaultAsync(cancellationToken);
        if (known is not null && known.StreamId != stream.Id)
        {
            OtherStreams(log, report.TestRunId);
            return;
        }

        if (known?.Phase > report.Phase) return;
        if (known is not null) await db.Results.Where(r => r.Id == report.TestRunId).ExecuteDeleteAsync(cancellationToken);
        var result = CheckResults.From(stream.Id, report.TestRunId, report.Timestamp, run.Duration, report);
        result.Monitor = stream.Monitor;
        db.Results.Add(result);
        db.Reports.Add(new StoredReport { ResultId = result.Id, StreamId = stream.Id, StartedAt = result.StartedAt, Json = ReportText.Pack(ReportJson.Write(report)) });
        await db.SaveChangesAsync(cancellationToken);

        var streams = db.Streams.Where(s => s.Id == stream.Id);
        if (known is null) await streams.ExecuteUpdateAsync(set => set.SetProperty(s => s.Checks, s => s.Checks + 1), cancellationToken);
        if (!stream.Enabled) await ResultStore.MoveStatusAsync(streams, result, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<MonitoredStream?> StreamAsync(StreamHealthDb db, CheckReport report, CancellationToken cancellationToken)
    {
        var found = await db.Living().FirstOrDefaultAsync(s => s.Identity == report.StreamId, cancellationToken);
        if (found is not null) return found;
        var definition = rules.Check(new StreamInput { Url = report.StreamUrl, Enabled = false, Tags = [Tag] });
        if (!definition.Ok)
        {
            NotAStream(log, definition.Error.Message);
            return null;
        }

        var made = definition.Value.ToStream(clock.GetUtcNow());
        db.Streams.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        return made;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The run is not stored: {TestRunId} is the id of a run of another stream")]
    private static partial void OtherStreams(ILogger logger, Guid testRunId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The run is not stored: {Reason}")]
    private static partial void NotAStream(ILogger logger, string reason);
}
