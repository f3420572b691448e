using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Listening;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Evidence;

/// <summary>
/// Keeps evidence of a check that is failing, or degraded by what was heard. Of such checks in a row, for the same cause,
/// the first and the newest keep it. Whatever goes wrong with evidence, the check stands.
/// </summary>
internal sealed partial class KeepEvidence(
    IDbContextFactory<StreamHealthDb> databases,
    EvidenceMaker maker,
    EvidenceStore store,
    EvidenceRoom room,
    IOptionsMonitor<EvidenceOptions> options,
    ILogger<KeepEvidence> log)
{
    private const string AudioFindings = "audio.";

    /// <summary>What a check is to put its bytes into; null when no evidence is kept.</summary>
    public SampleCapture? Begin() =>
        options.CurrentValue is { Enabled: true, SampleMegabytes: var megabytes } ? new SampleCapture(megabytes * 1024 * 1024) : null;

    /// <summary>To be called when the result is stored. Never throws but for cancellation.</summary>
    public async Task KeepAsync(CheckResult result, CheckReport report, CheckRequest request, CancellationToken cancellationToken)
    {
        if (request.Capture is null || CauseOf(report, request.Thresholds) is not { } cause) return;
        try
        {
            await TryKeepAsync(result, report, request, cause, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException or DbUpdateException or TimeoutException)
        {
            NotKept(e, result.StreamId, result.Id);
        }
    }

    /// <summary>The worst finding that counts: of any kind when the check is failing, of the audio when it is degraded; null when there is nothing to show.</summary>
    internal static string? CauseOf(CheckReport report, CheckThresholds thresholds)
    {
        if (report.Verdict.State == VerdictState.Healthy) return null;
        var counted = report.Findings.Where(f => f.Severity > Severity.Info && !thresholds.IgnoredFindings.Contains(f.Code)).OrderByDescending(f => f.Severity);
        return report.Verdict.State == VerdictState.Failing
            ? counted.FirstOrDefault()?.Code
            : counted.FirstOrDefault(f => f.Code.StartsWith(AudioFindings, StringComparison.Ordinal))?.Code;
    }

    private async Task TryKeepAsync(CheckResult result, CheckReport report, CheckRequest request, string cause, CancellationToken cancellationToken)
    {
        if (store.FreeBytes < options.CurrentValue.LeaveFreeMegabytes * 1024L * 1024)
        {
            NoRoom(result.StreamId, result.Id, options.CurrentValue.LeaveFreeMegabytes);
            return;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = await EvidenceRow.FindAsync(db, result, cause, cancellationToken);
        if (before is not null && !before.IsDue(result.StartedAt, TimeSpan.FromMinutes(options.CurrentValue.RenewMinutes))) return;

        var pieces = await maker.MakeAsync(report, request, cancellationToken);
        if (pieces.Count == 0) return;
        await room.MakeAsync(db, pieces.Sum(p => (long)p.Content.Length), cancellationToken);
        await StoreAsync(db, result, pieces, before?.FirstResultId ?? result.Id, cause, cancellationToken);
        if (before is { HasNewest: true }) await room.RemoveAsync(db, f => f.ResultId == before.ResultId, cancellationToken);
        await room.CapAsync(db, result.StreamId, cancellationToken);
    }

    private async Task StoreAsync(StreamHealthDb db, CheckResult result, IReadOnlyList<EvidencePiece> pieces, Guid firstResultId, string cause, CancellationToken cancellationToken)
    {
        List<EvidenceFile> files = [];
        try
        {
            foreach (var piece in pieces)
            {
                var file = new EvidenceFile
                {
                    Id = Guid.CreateVersion7(result.StartedAt),
                    StreamId = result.StreamId,
                    ResultId = result.Id,
                    FirstResultId = firstResultId,
                    Cause = cause,
                    Kind = piece.Kind,
                    ContentType = piece.ContentType,
                    FileName = EvidenceMaker.FileName(result.Id, piece),
                    Bytes = piece.Content.Length,
                    CreatedAt = result.StartedAt,
                };
                files.Add(file);
                await store.WriteAsync(result.StreamId, file.FileName, piece.Content, cancellationToken);
            }

            db.AddRange(files);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch
        {
            foreach (var file in files) store.Delete(file.StreamId, file.FileName);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No evidence of result {ResultId} of stream {StreamId} could be kept")]
    private partial void NotKept(Exception exception, Guid streamId, Guid resultId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No evidence of result {ResultId} of stream {StreamId} is kept: less than {Megabytes} MB are free")]
    private partial void NoRoom(Guid streamId, Guid resultId, int megabytes);
}
