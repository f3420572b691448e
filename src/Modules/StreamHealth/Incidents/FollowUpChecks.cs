using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Incidents;

/// <summary>Asks for checks that the schedule does not have. Failing to ask is no failure: the next check comes by the schedule.</summary>
internal sealed class FollowUpChecks(StreamChecks checks, TimeProvider clock)
{
    /// <summary>The deepest check of a stream, as soon as a worker is free.</summary>
    public Task NowAsync(Guid streamId) => LaterAsync(streamId, deep: true, TimeSpan.Zero);

    /// <summary>A check of a stream after a while; one that was asked for before stays as it is.</summary>
    public Task LaterAsync(Guid streamId, bool deep, TimeSpan delay) => checks.RepeatAsync(streamId, deep, clock.GetUtcNow() + delay, CancellationToken.None);
}
