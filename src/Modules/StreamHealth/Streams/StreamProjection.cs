using System.Linq.Expressions;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>What leaves the module of a stream; lists read just these columns.</summary>
internal static class StreamProjection
{
    public static readonly Expression<Func<MonitoredStream, StreamView>> View = s => new StreamView
    {
        Id = s.Id,
        StreamId = s.Identity,
        Url = s.Url,
        Name = s.Name,
        Tags = s.Tags.OrderBy(t => t.Name).Select(t => t.Name).ToList(),
        Enabled = s.Enabled,
        GroupId = s.GroupId,
        Group = s.Group == null ? null : s.Group.Name,
        GroupRow = s.Group,
        ParentId = s.ParentId,
        Parent = s.Parent == null ? null : s.Parent.Name,
        Schedule = s.Schedule,
        Phase = s.Phase,
        DeepSchedule = s.DeepSchedule,
        DeepPhase = s.DeepPhase,
        SampleSeconds = s.SampleSeconds,
        Thresholds = s.Thresholds,
        FailuresToDown = s.FailuresToDown,
        SuccessesToUp = s.SuccessesToUp,
        RetrySeconds = s.RetrySeconds,
        Version = s.Version,
        CreatedAt = s.CreatedAt,
        UpdatedAt = s.UpdatedAt,
        Status = new StreamStatus
        {
            State = s.State,
            Since = s.StateSince,
            CheckedAt = s.CheckedAt,
            ResultId = s.LastResultId,
            Score = s.Score,
            Reason = s.Reason,
            LatencyMs = s.LatencyMs,
            Lufs = s.Lufs,
            Title = s.Title,
            Checks = s.Checks,
            Monitor = s.Monitor,
            MonitorSince = s.MonitorSince,
            FailuresInRow = s.FailuresInRow,
            Flapping = s.Flapping,
        },
    };

    private static readonly Func<MonitoredStream, StreamView> Compiled = View.Compile();

    /// <summary>The stream must have been read with its group and parent.</summary>
    public static StreamView ToView(this MonitoredStream stream, StreamHealthSettings defaults) => Compiled(stream).Complete(defaults);

    /// <summary>Fills in what is inherited, which no query knows.</summary>
    public static StreamView Complete(this StreamView view, StreamHealthSettings defaults) =>
        view with { Effective = StreamTerms.Of(view, view.GroupRow, defaults).ToEffective() };
}
