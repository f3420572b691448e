using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Contracts;

/// <summary>How streams are checked and judged. What is null is inherited: a stream's from its group, a group's from the settings (section StreamHealth).</summary>
public abstract record TermsInput : IOwnTerms
{
    /// <summary>When to check: <c>every 60s</c>, <c>cron 0 */5 * * * ? @ Europe/Berlin</c>, <c>rrule ...</c>; null inherits.</summary>
    public string? Schedule { get; init; }

    /// <summary>How deep the regular check goes: 1 connects and reads headers and title, 3 also listens. Null inherits.</summary>
    public int? Phase { get; init; }

    /// <summary>When a deeper check runs besides: <c>every 10m</c>; <c>off</c> for never; null inherits. Due together with a regular check, it replaces it.</summary>
    public string? DeepSchedule { get; init; }

    /// <summary>How deep the deeper check goes, 2 to 4; null inherits.</summary>
    public int? DeepPhase { get; init; }

    /// <summary>How many seconds of audio a phase 3 check listens to, 1 to 300; null inherits.</summary>
    public int? SampleSeconds { get; init; }

    /// <summary>What the stream must be like.</summary>
    public StreamThresholds Thresholds { get; init; } = new();

    /// <summary>Failed checks in a row that make an outage, 1 to 100; null inherits.</summary>
    public int? FailuresToDown { get; init; }

    /// <summary>Good checks in a row that end an outage, 1 to 100; null inherits.</summary>
    public int? SuccessesToUp { get; init; }

    /// <summary>Seconds after which a failed check is repeated while it is not decided whether it is an outage, 5 to 3600; 0 waits for the schedule; null inherits.</summary>
    public int? RetrySeconds { get; init; }
}
