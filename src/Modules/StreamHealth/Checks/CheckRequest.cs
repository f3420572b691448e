using Platform.StreamHealth.Checks.Listening;

namespace Platform.StreamHealth.Checks;

/// <summary>One check to carry out.</summary>
internal sealed record CheckRequest
{
    /// <summary>The only sample lengths accepted, seconds.</summary>
    public const int MinSampleSeconds = 1, MaxSampleSeconds = 300;

    public const int DefaultSampleSeconds = 10;

    /// <summary>Each phase includes those before it: 1 connects and reads headers and first frames, 2 plays in a player, 3 listens, 4 watches for advertisements.</summary>
    public const int MinPhase = 1, MaxPhase = 4;

    public required string Url { get; init; }

    /// <summary>The last phase to run.</summary>
    public int Phase { get; init; } = MaxPhase;

    /// <summary>Seconds of audio to listen to in phase 3.</summary>
    public int SampleSeconds { get; init; } = DefaultSampleSeconds;

    /// <summary>Seconds of programme to watch for advertisements in phase 4; null takes the setting.</summary>
    public int? MonitorSeconds { get; init; }

    /// <summary>Identity of the run; results of several phases share it.</summary>
    public Guid TestRunId { get; init; } = Guid.NewGuid();

    public CheckThresholds Thresholds { get; init; } = CheckThresholds.Default;

    /// <summary>Takes what the check receives; null when nobody will look at it.</summary>
    public SampleCapture? Capture { get; init; }
}
