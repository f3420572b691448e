namespace Platform.StreamHealth.Streams;

/// <summary>A check that is to be run.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Deep">Whether it is the deeper one, where a stream has two.</param>
/// <param name="DueAt">When the schedule asked for it; null when somebody did.</param>
internal sealed record OrderedCheck(Guid StreamId, bool Deep, DateTimeOffset? DueAt)
{
    /// <summary>
    /// A regular check that had to wait for a deeper one which began when it was due, or later, has been done by it. What
    /// somebody asks for is never needless, and a check that lies in the future was made before the clock was put back.
    /// </summary>
    public bool IsNeedless(MonitoredStream stream, DateTimeOffset now) => !Deep && DueAt is { } due && stream.CheckedAt is { } at && at >= due && at <= now;
}
