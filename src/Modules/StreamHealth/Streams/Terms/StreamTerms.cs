using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>How a stream is really checked and judged: its own word, else its group's, else the settings'.</summary>
internal sealed record StreamTerms
{
    /// <summary>The text of a deep schedule that says: none, whatever is inherited.</summary>
    public const string NoDeepCheck = "off";

    public required string Schedule { get; init; }

    public required int Phase { get; init; }

    /// <summary>When a deeper check runs besides; null when there is none.</summary>
    public string? DeepSchedule { get; init; }

    public required int DeepPhase { get; init; }

    public required int SampleSeconds { get; init; }

    public required StreamThresholds Thresholds { get; init; }

    public required int FailuresToDown { get; init; }

    public required int SuccessesToUp { get; init; }

    public required int RetrySeconds { get; init; }

    /// <summary>The phase of the deepest check this stream ever gets.</summary>
    public int DeepestPhase => DeepSchedule is null ? Phase : DeepPhase;

    /// <exception cref="InvalidOperationException">The stream has a group that was not read with it.</exception>
    public static StreamTerms Of(MonitoredStream stream, StreamHealthSettings defaults)
    {
        if (stream.GroupId is not null && stream.Group is null) throw new InvalidOperationException("The stream was read without its group.");
        return Of(stream, stream.Group, defaults);
    }

    public static StreamTerms Of(IOwnTerms own, IOwnTerms? group, StreamHealthSettings defaults)
    {
        var phase = own.Phase ?? group?.Phase ?? defaults.DefaultPhase;
        var deepPhase = own.DeepPhase ?? group?.DeepPhase ?? defaults.DefaultDeepPhase;
        var deep = own.DeepSchedule ?? group?.DeepSchedule ?? defaults.DefaultDeepSchedule;
        return new StreamTerms
        {
            Schedule = own.Schedule ?? group?.Schedule ?? defaults.DefaultSchedule,
            Phase = phase,
            DeepSchedule = string.IsNullOrWhiteSpace(deep) || deep == NoDeepCheck || deepPhase <= phase ? null : deep,
            DeepPhase = deepPhase,
            SampleSeconds = own.SampleSeconds ?? group?.SampleSeconds ?? defaults.SampleSeconds,
            Thresholds = MergedThresholds.Of(own.Thresholds, group?.Thresholds, defaults),
            FailuresToDown = own.FailuresToDown ?? group?.FailuresToDown ?? defaults.FailuresToDown,
            SuccessesToUp = own.SuccessesToUp ?? group?.SuccessesToUp ?? defaults.SuccessesToUp,
            RetrySeconds = own.RetrySeconds ?? group?.RetrySeconds ?? defaults.RetrySeconds,
        };
    }

    public EffectiveTerms ToEffective() => new()
    {
        Schedule = Schedule,
        Phase = Phase,
        DeepSchedule = DeepSchedule,
        DeepPhase = DeepPhase,
        SampleSeconds = SampleSeconds,
        Thresholds = Thresholds,
        FailuresToDown = FailuresToDown,
        SuccessesToUp = SuccessesToUp,
        RetrySeconds = RetrySeconds,
    };

    /// <summary>The check these terms ask for.</summary>
    /// <param name="url">Address of the stream.</param>
    /// <param name="phase">The last phase to run.</param>
    public CheckRequest Request(string url, int phase) => new()
    {
        Url = url,
        Phase = phase,
        SampleSeconds = SampleSeconds,
        Thresholds = MergedThresholds.ForCheck(Thresholds),
    };
}
