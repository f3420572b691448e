using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>How visitors read states and figures.</summary>
internal static class StatusWords
{
    public static string Of(MonitorState state) => state switch
    {
        MonitorState.Up => "Operational",
        MonitorState.Degraded => "Degraded",
        MonitorState.Down => "Down",
        MonitorState.Maintenance => "Maintenance",
        _ => "No data yet",
    };

    public static string Overall(MonitorState state) => state switch
    {
        MonitorState.Up => "All streams are operational",
        MonitorState.Degraded => "Some streams are degraded",
        MonitorState.Down => "Some streams are down",
        MonitorState.Maintenance => "Maintenance is under way",
        _ => "No data yet",
    };

    /// <summary>Cut, not rounded: 99.999 is not 100.</summary>
    public static string Percent(double? value) =>
        value is { } v ? (Math.Floor(v * 100 + 1e-6) / 100).ToString("0.##", CultureInfo.InvariantCulture) + " %" : "no data";

    public static string Css(MonitorState state) => state switch
    {
        MonitorState.Up => "up",
        MonitorState.Degraded => "degraded",
        MonitorState.Down => "down",
        MonitorState.Maintenance => "maintenance",
        _ => "none",
    };
}
