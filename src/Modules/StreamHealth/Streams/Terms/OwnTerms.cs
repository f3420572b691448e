using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>The columns in which a stream or a group keeps what it says itself.</summary>
internal abstract class OwnTerms : IOwnTerms
{
    public string? Schedule { get; set; }

    public int? Phase { get; set; }

    public string? DeepSchedule { get; set; }

    public int? DeepPhase { get; set; }

    public int? SampleSeconds { get; set; }

    public StreamThresholds Thresholds { get; set; } = new();

    public int? FailuresToDown { get; set; }

    public int? SuccessesToUp { get; set; }

    public int? RetrySeconds { get; set; }

    public void Take(IOwnTerms terms)
    {
        Schedule = terms.Schedule;
        Phase = terms.Phase;
        DeepSchedule = terms.DeepSchedule;
        DeepPhase = terms.DeepPhase;
        SampleSeconds = terms.SampleSeconds;
        Thresholds = terms.Thresholds;
        FailuresToDown = terms.FailuresToDown;
        SuccessesToUp = terms.SuccessesToUp;
        RetrySeconds = terms.RetrySeconds;
    }
}
