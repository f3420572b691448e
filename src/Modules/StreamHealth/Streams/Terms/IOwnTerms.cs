using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>
/// How a stream is checked and judged, as far as a stream or its group says so itself. What is null at the stream is
/// taken from the group, what is null there from the settings; see <see cref="StreamTerms"/>.
/// </summary>
internal interface IOwnTerms
{
    /// <summary>When the regular check runs.</summary>
    string? Schedule { get; }

    /// <summary>How deep the regular check goes.</summary>
    int? Phase { get; }

    /// <summary>When a deeper check runs besides; <see cref="StreamTerms.NoDeepCheck"/> for never.</summary>
    string? DeepSchedule { get; }

    /// <summary>How deep the deeper check goes.</summary>
    int? DeepPhase { get; }

    /// <summary>Seconds of audio a check listens to.</summary>
    int? SampleSeconds { get; }

    StreamThresholds Thresholds { get; }

    /// <summary>Failed checks in a row that make an outage.</summary>
    int? FailuresToDown { get; }

    /// <summary>Good checks in a row that end an outage.</summary>
    int? SuccessesToUp { get; }

    /// <summary>Seconds after which a failed check is repeated while it is not decided whether it is an outage; 0 waits for the schedule.</summary>
    int? RetrySeconds { get; }
}
