namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>How the flow of bytes stands, or why it ended.</summary>
internal enum FlowState
{
    Running,

    /// <summary>The server ended the body.</summary>
    Ended,

    /// <summary>No byte came within the stall timeout.</summary>
    Stalled,

    /// <summary>The connection broke or the transfer coding is damaged.</summary>
    Broken,

    /// <summary>More bytes came than any audio of this length has.</summary>
    TooMuch,
}

/// <summary>
/// Watches a body as it is read: counts, finds the longest wait, and ends the body when nothing comes any more, when the
/// connection breaks or when far too much comes. The reader sees a plain end of stream; <see cref="State"/> says which it was.
/// </summary>
internal sealed class FlowStream(Stream source, TimeSpan stallTimeout, TimeProvider clock) : ReadOnlyStream
{
    public FlowState State { get; private set; }

    /// <summary>A longer wait than this is heard: players have no more than this buffered.</summary>
    public TimeSpan AudibleWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What broke; null while nothing did.</summary>
    public string? Problem { get; private set; }

    public long Bytes { get; private set; }

    public TimeSpan LongestWait { get; private set; }

    /// <summary>Set to bound the bytes taken from here on.</summary>
    public long MaxBytes { get; set; } = long.MaxValue;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (State != FlowState.Running || buffer.IsEmpty) return 0;
        if (Bytes >= MaxBytes) return End(FlowState.TooMuch, null);

        // The read itself is cancelled, not just abandoned: the buffer may be used for something else afterwards.
        var start = clock.GetTimestamp();
        using var late = new CancellationTokenSource(stallTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var count = await source.ReadAsync(buffer, either.Token);
            Waited(start);
            return Count(count);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Waited(start);
            return End(FlowState.Stalled, $"no data for {stallTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return End(FlowState.Broken, e.InnerException?.Message ?? e.Message);
        }
    }

    private void Waited(long start)
    {
        var wait = clock.GetElapsedTime(start);
        if (wait > LongestWait) LongestWait = wait;
    }

    private int Count(int count)
    {
        if (count == 0) return End(FlowState.Ended, null);
        Bytes += count;
        return count;
    }

    private int End(FlowState state, string? problem)
    {
        (State, Problem) = (state, problem);
        return 0;
    }
}
