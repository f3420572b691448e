namespace Platform.Kernel.Events;

/// <summary>A recording is whole and lies where this service can read it.</summary>
public sealed record RecordingReady : IIntegrationEvent
{
    public static string EventName => "recording.ready";

    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Of the recording: however often it is told of, it is the same.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>What recorded it: <c>mediamtx</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was recorded, as its source names it: <c>live/studio</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Full path of the file. It is the recorder's: nobody else moves or deletes it.</summary>
    public required string File { get; init; }

    /// <summary>The node that has seen the file; others have it only if the folder is shared.</summary>
    public required string Node { get; init; }

    public required long Bytes { get; init; }

    /// <summary>As the recorder says; null when it does not.</summary>
    public TimeSpan? Duration { get; init; }
}
