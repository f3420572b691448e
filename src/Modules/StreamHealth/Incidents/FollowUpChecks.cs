using Platform.Scheduling;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>Asks for checks that the schedule does not have. Failing to ask is no failure: the next check comes by the schedule.</summary>
internal sealed class FollowUpChecks(WorkScheduler scheduler, TimeProvider clock)
{
    /// <summary>The deepest check of a stream, as soon as a worker is free.</summary>
    public Task NowAsync(Guid streamId) => scheduler.RunNowAsync(StreamCheckWork.WorkKind, streamId.ToString(), CancellationToken.None);

    /// <summary>A check of a stream after a while.</summary>
    public async Task LaterAsync(Guid streamId, bool deep, TimeSpan delay)
    {
        await Task.Delay(delay, clock);
        await scheduler.RunNowAsync(StreamCheckWork.WorkKind, streamId.ToString(), CancellationToken.None);
    }
}
