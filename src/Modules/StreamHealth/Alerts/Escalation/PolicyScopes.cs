using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Alerts.Escalation;

internal static class PolicyScopes
{
    /// <summary>Whether a policy is for a stream.</summary>
    public static bool Covers(this PolicyScope scope, MonitoredStream stream) =>
        scope.All || scope.Streams.Contains(stream.Id) || (stream.GroupId is { } group && scope.Groups.Contains(group)) || stream.Tags.Exists(t => scope.Tags.Contains(t.Name));

    /// <summary>Whether a policy speaks of something this bad.</summary>
    public static bool Hears(this PolicyRules rules, AlertSeverity severity) => severity == AlertSeverity.Down || rules.Severity == AlertSeverity.Degraded;
}
