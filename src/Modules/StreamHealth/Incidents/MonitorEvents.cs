using Platform.Kernel.Live;

namespace Platform.StreamHealth.Incidents;

/// <summary>What screens and event streams are told.</summary>
internal static class MonitorEvents
{
    public static void Transition(this LiveEvents live, StreamTransition moved) =>
        live.Publish(new LiveEvent("stream.transition", moved.StreamId.ToString(), moved.At)
        {
            Data = new Dictionary<string, string>
            {
                ["from"] = moved.From.ToString().ToLowerInvariant(),
                ["to"] = moved.To.ToString().ToLowerInvariant(),
                ["notify"] = moved.Notify ? "true" : "false",
            },
        });

    /// <param name="live">Where to.</param>
    /// <param name="topic"><c>incident.opened</c>, <c>.reopened</c>, <c>.changed</c>, <c>.acknowledged</c>, <c>.commented</c> or <c>.resolved</c>.</param>
    /// <param name="id">The incident.</param>
    /// <param name="streamId">Its stream.</param>
    /// <param name="at">When.</param>
    public static void Incident(this LiveEvents live, string topic, Guid id, Guid streamId, DateTimeOffset at) =>
        live.Publish(new LiveEvent(topic, id.ToString(), at) { Data = new Dictionary<string, string> { ["streamId"] = streamId.ToString() } });
}
