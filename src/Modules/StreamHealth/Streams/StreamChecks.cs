using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Scheduling;

namespace Platform.StreamHealth.Streams;

/// <summary>Keeps the scheduler in step with the definitions. What is missed here, the scheduler's sweep mends.</summary>
internal sealed partial class StreamChecks(WorkScheduler scheduler, IOptionsMonitor<StreamHealthSettings> settings, ILogger<StreamChecks> log)
{
    /// <summary>Schedules the stream's checks, or takes them off while it is paused.</summary>
    public Task FollowAsync(MonitoredStream stream, CancellationToken cancellationToken) =>
        stream.Enabled
            ? TryAsync(stream.Id, () => scheduler.PutAsync(StreamCheckWork.WorkKind, ItemOf(stream.Id, StreamTerms.Of(stream, settings.CurrentValue)), cancellationToken))
            : ForgetAsync(stream.Id, cancellationToken);

    public Task ForgetAsync(Guid id, CancellationToken cancellationToken) =>
        TryAsync(id, () => scheduler.RemoveAsync(StreamCheckWork.WorkKind, id.ToString(), cancellationToken));

    /// <summary>Runs a check as soon as a worker is free. One that runs already is as good.</summary>
    public async Task<Result<Unit>> RunNowAsync(MonitoredStream stream, CancellationToken cancellationToken)
    {
        if (!stream.Enabled) return StreamErrors.Paused();
        var asked = await scheduler.RunNowAsync(StreamCheckWork.WorkKind, stream.Id.ToString(), cancellationToken);
        if (asked.Ok || asked.Error.Kind == ErrorKind.Conflict) return Unit.Value;
        if (asked.Error.Kind != ErrorKind.NotFound) return asked;
        await FollowAsync(stream, cancellationToken);
        return Unit.Value;
    }

    public static WorkItem ItemOf(Guid id, StreamTerms terms) =>
        new(id.ToString(), Schedule.Parse(terms.Schedule).Value, terms.Phase >= 2 ? Lanes.Media : Lanes.Probe);

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
