namespace Platform.StreamHealth.Checks;

/// <summary>One check to carry out.</summary>
internal sealed record CheckRequest
{
    /// <summary>The only sample lengths accepted, seconds.</summary>
    public const int MinSampleSeconds = 1, MaxSampleSeconds = 300;

    public const int DefaultSampleSeconds = 10;

    /// <summary>Phase 1 connects and reads the headers and the first frames, phase 3 also listens. 2 (player) and 4 (advertisements) are skipped so far.</summary>
    public const int MinPhase = 1, MaxPhase = 3;

    public required string Url { get; init; }

    /// <summary>The last phase to run.</summary>
    public int Phase { get; init; } = MaxPhase;

    /// <summary>Seconds of audio to listen to in phase 3.</summary>
    public int SampleSeconds { get; init; } = DefaultSampleSeconds;

    /// <summary>Identity of the run; results of several phases share it.</summary>
    public Guid TestRunId { get; init; } = Guid.NewGuid();

    public CheckThresholds Thresholds { get; init; } = CheckThresholds.Default;
}
