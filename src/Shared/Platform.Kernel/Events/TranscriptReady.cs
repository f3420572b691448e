namespace Platform.Kernel.Events;

/// <summary>A recording was written down. Carries ids, not the text, which its owner gives out.</summary>
public sealed record TranscriptReady : IIntegrationEvent
{
    public static string EventName => "transcript.ready";

    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid TranscriptionId { get; init; }

    /// <summary>For people: the recording's name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the text: one more than the last time, when it was transcribed again.</summary>
    public required int Version { get; init; }

    /// <summary>ISO 639-1; null when not known.</summary>
    public string? Language { get; init; }

    /// <summary>Length of the recording; null when not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The recording of <see cref="RecordingReady"/> it was made of; null for any other.</summary>
    public Guid? RecordingId { get; init; }
}
