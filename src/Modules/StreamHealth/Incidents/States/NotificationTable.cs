using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents.States;

/// <summary>
/// Which moves people are told of: Uptime Kuma's table (its <c>isImportantForNotification</c>), with rows for Degraded.
/// A stream begins as Pending, so the first decision is told only if something is wrong. Degraded is told like Down when
/// it begins and like a recovery when it ends.
/// </summary>
internal static class NotificationTable
{
    public static bool Tells(MonitorState from, MonitorState to) => (from, to) switch
    {
        _ when from == to => false,
        (_, MonitorState.Pending or MonitorState.Maintenance) => false,
        (MonitorState.Pending or MonitorState.Maintenance, MonitorState.Up) => false,
        _ => true,
    };
}
