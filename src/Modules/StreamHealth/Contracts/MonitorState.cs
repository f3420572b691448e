
namespace Platform.StreamHealth.Contracts;

/// <summary>What the monitor makes of a stream's checks: one bad check is not an outage.</summary>
public enum MonitorState
{
    /// <summary>Not decided: no check yet, or checks fail but not often enough in a row.</summary>
    Pending,

    /// <summary>Listeners hear it.</summary>
    Up,

    /// <summary>Listeners hear it, but something is outside its thresholds.</summary>
    Degraded,

    /// <summary>Enough checks in a row found that listeners hear nothing, or nothing worth hearing.</summary>
    Down,

    /// <summary>Inside a maintenance window: checked, but nobody is told.</summary>
    Maintenance,
}
