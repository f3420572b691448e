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
        Schedule = s.Schedule,
        Phase = s.Phase,
        SampleSeconds = s.SampleSeconds,
        Thresholds = s.Thresholds,
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
        },
    };

    private static readonly Func<MonitoredStream, StreamView> Compiled = View.Compile();

    public static StreamView ToView(this MonitoredStream stream) => Compiled(stream);
}
