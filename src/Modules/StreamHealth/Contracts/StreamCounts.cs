
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

    /// <summary>The same streams by what the monitor makes of their checks; see <see cref="MonitorState"/>.</summary>
    public MonitorCounts Monitor { get; init; } = new();

    internal static StreamCounts None { get; } = Of([]);

    public int Total => Failing + Degraded + Healthy + Pending + Paused;

    internal static StreamCounts Of(IEnumerable<(bool Enabled, StreamState State, MonitorState Monitor, int Count)> rows)
    {
        var all = rows.ToList();
        int In(MonitorState state) => all.Where(r => r.Enabled && r.Monitor == state).Sum(r => r.Count);
        int Sum(StreamState state) => all.Where(r => r.Enabled && r.State == state).Sum(r => r.Count);
        return new StreamCounts
        {
            Failing = Sum(StreamState.Failing),
            Degraded = Sum(StreamState.Degraded),
            Healthy = Sum(StreamState.Healthy),
            Pending = Sum(StreamState.Pending),
            Paused = all.Where(r => !r.Enabled).Sum(r => r.Count),
            Monitor = new MonitorCounts
            {
                Down = In(MonitorState.Down),
                Degraded = In(MonitorState.Degraded),
                Pending = In(MonitorState.Pending),
                Up = In(MonitorState.Up),
                Maintenance = In(MonitorState.Maintenance),
            },
        };
    }
}

/// <summary>How many streams are in which state of the monitor; paused ones are in none.</summary>
public sealed record MonitorCounts
{
    public int Down { get; init; }

    public int Degraded { get; init; }

    /// <summary>Not decided yet.</summary>
    public int Pending { get; init; }

    public int Up { get; init; }

    public int Maintenance { get; init; }
}

/// <summary>A tag, and how many streams bear it.</summary>
public sealed record TagCount(string Tag, int Streams);
