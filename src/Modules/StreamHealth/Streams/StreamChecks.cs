using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Scheduling;

namespace Platform.StreamHealth.Streams;

/// <summary>Keeps the scheduler in step with the definitions. What is missed here, the scheduler's sweep mends.</summary>
internal sealed partial class StreamChecks(WorkScheduler scheduler, IOptionsMonitor<StreamHealthSettings> settings, ILogger<StreamChecks> log)
{
    /// <summary>Name of the turn in which the deeper check runs.</summary>
    public const string DeepTurn = "deep";

    /// <summary>Schedules the stream's checks, or takes them off while it is paused.</summary>
    public Task FollowAsync(MonitoredStream stream, CancellationToken cancellationToken) =>
        stream.Enabled
            ? TryAsync(stream.Id, () => scheduler.PutAsync(StreamCheckWork.WorkKind, ItemOf(stream.Id, StreamTerms.Of(stream, settings.CurrentValue)), cancellationToken))
            : ForgetAsync(stream.Id, cancellationToken);

    public Task ForgetAsync(Guid id, CancellationToken cancellationToken) =>
        TryAsync(id, () => scheduler.RemoveAsync(StreamCheckWork.WorkKind, id.ToString(), cancellationToken));

    /// <summary>Runs the stream's deepest check as soon as a worker is free. One that runs already may be past its result: another follows.</summary>
    public async Task<Result<Unit>> RunNowAsync(MonitoredStream stream, CancellationToken cancellationToken)
    {
        if (!stream.Enabled) return StreamErrors.Paused();
        var asked = await scheduler.RunNextAsync(StreamCheckWork.WorkKind, stream.Id.ToString(), DeepTurn, cancellationToken);
        if (asked.Ok || asked.Error.Kind != ErrorKind.NotFound) return asked;
        await FollowAsync(stream, cancellationToken);
        return Unit.Value;
    }

    /// <summary>As <see cref="RunNowAsync(MonitoredStream, CancellationToken)"/>, for many; what the scheduler does not know yet it checks first of all.</summary>
    public async Task RunNowAsync(IEnumerable<MonitoredStream> streams, CancellationToken cancellationToken)
    {
        foreach (var stream in streams) await TryAsync(stream.Id, () => RunNowAsync(stream, cancellationToken));
    }

    /// <summary>Has the last check repeated at a time before its schedule says so; asking again before that time changes nothing.</summary>
    /// <param name="id">The stream.</param>
    /// <param name="deep">Whether the deeper of its checks is meant.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Cancels the request, not the check.</param>
    public Task RepeatAsync(Guid id, bool deep, DateTimeOffset at, CancellationToken cancellationToken) =>
        TryAsync(id, () => scheduler.RunAtAsync(StreamCheckWork.WorkKind, id.ToString(), deep ? DeepTurn : null, at, cancellationToken));

    /// <summary>Schedules many streams in few round trips; their first checks are spread over a while.</summary>
    public async Task FollowAsync(IReadOnlyCollection<MonitoredStream> streams, CancellationToken cancellationToken)
    {
        if (streams.Count == 0) return;
        var defaults = settings.CurrentValue;
        WorkItem[] checkedOnes = [.. streams.Where(s => s is { Enabled: true, DeletedAt: null }).Select(s => ItemOf(s.Id, StreamTerms.Of(s, defaults)))];
        string[] others = [.. streams.Where(s => s is { Enabled: false } or { DeletedAt: not null }).Select(s => s.Id.ToString())];
        await TryAsync(streams.First().Id, async () =>
        {
            if (checkedOnes.Length > 0) await scheduler.PutAsync(StreamCheckWork.WorkKind, checkedOnes, cancellationToken);
            if (others.Length > 0) await scheduler.RemoveAsync(StreamCheckWork.WorkKind, others, cancellationToken);
        });
    }

    /// <summary>What the scheduler holds of a stream: a regular check, and a deeper one if its terms ask for it. A check that only connects takes no room of those that play and listen.</summary>
    public static WorkItem ItemOf(Guid id, StreamTerms terms) =>
        new(id.ToString(), Schedule.Parse(terms.Schedule).Value, LaneOf(terms.Phase))
        {
            Turns = terms.DeepSchedule is { } deep ? [new WorkTurn(DeepTurn, Schedule.Parse(deep).Value, LaneOf(terms.DeepPhase))] : [],
        };

    private static string LaneOf(int phase) => phase > 1 ? Lanes.Media : Lanes.Probe;

    // The definition is stored already: telling the caller that it failed would be wrong.
    private async Task TryAsync(Guid id, Func<Task> follow)
    {
        try
        {
            await follow();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Behind(e, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler did not follow a change of stream {StreamId}; its next sweep will")]
    private partial void Behind(Exception exception, Guid streamId);
}
