using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Kernel.Results;
using Platform.Scheduling;
using Platform.Transcription.Data;

namespace Platform.Transcription.Queue;

/// <summary>
/// The queue's places on the lane <c>speech</c>, and on <c>net</c> for what another server listens to. A place is not bound to a transcription: when the lane has room for it, it takes
/// the one whose turn it is then, so that priority and fairness are decided at the last moment. There are as many places as
/// there is work, up to <see cref="Most"/>; the lane decides how many run at once on each node.
/// </summary>
internal sealed class TranscriptionSlots(IDbContextFactory<TranscriptionDb> databases, RunTranscription run, Claims claims, WakeSlots wake, TimeProvider clock) : IScheduledWork
{
    public const string WorkKind = "transcription.run";

    /// <summary>Most that run at once of one lane in the whole cluster.</summary>
    public const int Most = 32;

    // For what nobody was woken for: a lost trigger, a lane that was closed.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public string Kind => WorkKind;

    public static WorkItem ItemOf(string lane, int number) => new(NameOf(lane, number), new EverySchedule(LookAgain), lane);

    public static string NameOf(string lane, int number) => $"{lane}-{number}";

    private static string LaneOf(string name) => name.Split('-')[0];

    public async Task ExecuteAsync(string itemId, JobRun job, CancellationToken cancellationToken)
    {
        var lane = LaneOf(itemId);
        var worked = await run.RunNextAsync(lane, job.Report, cancellationToken);
        if (worked && await claims.AnyAsync(lane, cancellationToken))
        {
            await wake.AgainAsync(itemId, cancellationToken);
            return;
        }

        // Work that may be a dead run's, or waits for its next try, is looked at as soon as that is known.
        if (await SoonestAsync(lane, cancellationToken) is { } at) await wake.AtAsync(itemId, at + Margin, cancellationToken);
    }

    public async Task<IReadOnlyList<WorkItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = await db.OpenByLaneAsync(cancellationToken);
        return [.. open.SelectMany(lane => Enumerable.Range(1, Math.Min(lane.Value, Most)).Select(number => ItemOf(lane.Key, number)))];
    }

    private async Task<DateTimeOffset?> SoonestAsync(string lane, CancellationToken cancellationToken)
    {
        var soonest = (await claims.NextLeaseEndAsync(lane, cancellationToken), await claims.NextTryAsync(lane, cancellationToken)) switch
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
        foreach (var (lane, open) in await db.OpenByLaneAsync(cancellationToken))
        {
            var number = Math.Min(open, TranscriptionSlots.Most);
            if (await RunAsync(TranscriptionSlots.NameOf(lane, number), cancellationToken)) continue;
            await scheduler.PutAsync(TranscriptionSlots.WorkKind, TranscriptionSlots.ItemOf(lane, number), cancellationToken);
        }
    });

    /// <summary>A place runs once more after it has ended.</summary>
    public Task AgainAsync(string slot, CancellationToken cancellationToken) =>
        TryAsync(() => scheduler.RunNextAsync(TranscriptionSlots.WorkKind, slot, turn: null, cancellationToken));

    public Task AtAsync(string slot, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryAsync(() => scheduler.RunAtAsync(TranscriptionSlots.WorkKind, slot, turn: null, at, cancellationToken));

    private async Task<bool> RunAsync(string slot, CancellationToken cancellationToken)
    {
        var asked = await scheduler.RunNextAsync(TranscriptionSlots.WorkKind, slot, turn: null, cancellationToken);
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
