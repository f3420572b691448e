using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.History.Aggregates;

internal static class MonitorStates
{
    /// <summary>The monitor's state after a check: without the monitor's own word, the check's verdict.</summary>
    public static MonitorState Of(CheckResult result) => Of(result.State);

    public static MonitorState Of(StreamState state) => state switch
    {
        StreamState.Healthy => MonitorState.Up,
        StreamState.Degraded => MonitorState.Degraded,
        StreamState.Failing => MonitorState.Down,
        _ => MonitorState.Pending,
    };
}
