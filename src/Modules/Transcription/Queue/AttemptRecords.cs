using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>Writes down how an attempt ended, in the transaction of what ended it.</summary>
internal static class AttemptRecords
{
    public static Task EndAsync(TranscriptionDb db, Claim claim, AttemptOutcome outcome, Error? error, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(db, claim.ItemId, outcome, error, now, cancellationToken);

    /// <summary>Ends the attempt that is going on, if one is.</summary>
    public static async Task EndAsync(TranscriptionDb db, Guid itemId, AttemptOutcome outcome, Error? error, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (code, message) = (error?.Code, error?.Message);
        var reached = await db.Items().Where(i => i.Id == itemId).Select(i => new { i.Done, i.Speed }).FirstAsync(cancellationToken);
        TimeSpan? to = reached.Done;
        await db.Set<TranscriptionAttempt>().Where(a => a.ItemId == itemId && a.Outcome == AttemptOutcome.Running).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.Outcome, outcome).SetProperty(a => a.EndedAt, now).SetProperty(a => a.To, to).SetProperty(a => a.Speed, reached.Speed)
                .SetProperty(a => a.ErrorCode, code).SetProperty(a => a.Error, message),
            cancellationToken);
    }
}
