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

    public int Total => Failing + Degraded + Healthy + Pending + Paused;
}

/// <summary>A tag, and how many streams bear it.</summary>
public sealed record TagCount(string Tag, int Streams);
