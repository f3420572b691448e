namespace Platform.Benchmarks.Faults;

/// <summary>The system's clock with a wall time that can be moved in both directions; timers and timestamps go on as they are.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _offset));

    public void JumpBy(TimeSpan span) => Interlocked.Add(ref _offset, span.Ticks);
}
