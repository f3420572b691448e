using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Results;
using Platform.Scheduling;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>
/// The queue's places on the lane <c>speech</c>. A place is not bound to a transcription: when the lane has room for it, it takes
/// the one whose turn it is then, so that priority and fairness are decided at the last moment. There are as many places as
/// there is work, up to <see cref="Most"/>; the lane decides how many run at once on each node.
/// </summary>
internal sealed class TranscriptionSlots(IDbContextFactory<TranscriptionDb> databases, RunTranscription run, Claims claims, WakeSlots wake, TimeProvider clock) : IScheduledWork
{
    public const string WorkKind = "transcription.run";

    /// <summary>Most that run at once in the whole cluster.</summary>
    public const int Most = 32;

    // For what nobody was woken for: a lost trigger, a lane that was closed.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public string Kind => WorkKind;

    public static WorkItem ItemOf(int number) => new(NameOf(number), new EverySchedule(LookAgain), Lanes.Speech);

    public static string NameOf(int number) => $"slot-{number}";

    public async Task ExecuteAsync(string itemId, JobRun job, CancellationToken cancellationToken)
    {
        var worked = await run.RunNextAsync(job.Report, cancellationToken);
        if (worked && await claims.AnyAsync(cancellationToken))
        {
            await wake.AgainAsync(itemId, cancellationToken);
            return;
        }

        // Work that may be a dead run's, or waits for its next try, is looked at as soon as that is known.
        if (await SoonestAsync(cancellationToken) is { } at) await wake.AtAsync(itemId, at + Margin, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await db.Living().CountAsync(i => i.State == TranscriptionState.Queued || i.State == TranscriptionState.Running, cancellationToken);
        return [.. Enumerable.Range(1, Math.Min(open, Most)).Select(ItemOf)];
    }

    private async Task<DateTimeOffset?> SoonestAsync(CancellationToken cancellationToken)
    {
        var soonest = (await claims.NextLeaseEndAsync(cancellationToken), await claims.NextTryAsync(cancellationToken)) switch
        {
            ({ } lease, { } next) => lease < next ? lease : next,
            var (lease, next) => lease ?? next,
        };
        return soonest is { } at && at - clock.GetUtcNow() < LookAgain ? at : null;
    }
}

/// <summary>Wakes places of the queue. What is missed here, the scheduler's sweep mends.</summary>
internal sealed partial class WakeSlots(IDbContextFactory<TranscriptionDb> databases, WorkScheduler scheduler, ILogger<WakeSlots> log)
{
    /// <summary>Something was put into the queue: one more place for it, which runs as soon as the lane has room.</summary>
    public Task ForNewWorkAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await db.Living().CountAsync(i => i.State == TranscriptionState.Queued || i.State == TranscriptionState.Running, cancellationToken);
        var number = Math.Clamp(open, 1, TranscriptionSlots.Most);
        if (await RunAsync(number, cancellationToken)) return;
        await scheduler.PutAsync(TranscriptionSlots.WorkKind, TranscriptionSlots.ItemOf(number), cancellationToken);
    });

    /// <summary>A place runs once more after it has ended.</summary>
    public Task AgainAsync(string slot, CancellationToken cancellationToken) =>
        TryAsync(() => scheduler.RunNextAsync(TranscriptionSlots.WorkKind, slot, turn: null, cancellationToken));

    public Task AtAsync(string slot, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryAsync(() => scheduler.RunAtAsync(TranscriptionSlots.WorkKind, slot, turn: null, at, cancellationToken));

    private async Task<bool> RunAsync(int number, CancellationToken cancellationToken)
    {
        var asked = await scheduler.RunNextAsync(TranscriptionSlots.WorkKind, TranscriptionSlots.NameOf(number), turn: null, cancellationToken);
        return asked.Ok || asked.Error.Kind != ErrorKind.NotFound;
    }

    // The row is stored already: telling the caller that it failed would be wrong.
    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not follow the queue; its next sweep will")]
    private partial void Behind(Exception exception);
}
