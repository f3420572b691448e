namespace Platform.StreamHealth.Contracts;

/// <summary>How many streams are in which state. A paused stream counts as paused only.</summary>
public sealed record StreamCounts
{
    public required int Failing { get; init; }

    public required int Degraded { get; init; }

    public required int Healthy { get; init; }

    /// <summary>Not checked yet.</summary>
    public required int Pending { get; init; }

    public required int Paused { get; init; }

    internal static StreamCounts None { get; } = Of([]);

    public int Total => Failing + Degraded + Healthy + Pending + Paused;

    internal static StreamCounts Of(IEnumerable<(bool Enabled, StreamState State, int Count)> rows)
    {
        var all = rows.ToList();
        int Sum(StreamState state) => all.Where(r => r.Enabled && r.State == state).Sum(r => r.Count);
        return new StreamCounts
        {
            Failing = Sum(StreamState.Failing),
            Degraded = Sum(StreamState.Degraded),
            Healthy = Sum(StreamState.Healthy),
            Pending = Sum(StreamState.Pending),
            Paused = all.Where(r => !r.Enabled).Sum(r => r.Count),
        };
    }
}

/// <summary>A tag, and how many streams bear it.</summary>
public sealed record TagCount(string Tag, int Streams);
