using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents;

/// <summary>How states are said.</summary>
internal static class Words
{
    public static string Of(MonitorState state) => state switch
    {
        MonitorState.Up => "Up",
        MonitorState.Degraded => "Degraded",
        MonitorState.Down => "Down",
        MonitorState.Maintenance => "In maintenance",
        _ => "Pending",
    };
}
