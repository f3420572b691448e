using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>A stored stream as somebody would define it: for copies, exports and changes of single fields.</summary>
internal static class StreamInputs
{
    public static StreamInput Of(MonitoredStream stream) => new()
    {
        Url = stream.Url,
        Name = stream.Name,
        Enabled = stream.Enabled,
        Tags = [.. stream.Tags.Select(t => t.Name).Order(StringComparer.Ordinal)],
        GroupId = stream.GroupId,
        ParentId = stream.ParentId,
        Schedule = stream.Schedule,
        Phase = stream.Phase,
        DeepSchedule = stream.DeepSchedule,
        DeepPhase = stream.DeepPhase,
        SampleSeconds = stream.SampleSeconds,
        Thresholds = stream.Thresholds,
        FailuresToDown = stream.FailuresToDown,
        SuccessesToUp = stream.SuccessesToUp,
        RetrySeconds = stream.RetrySeconds,
    };
}
