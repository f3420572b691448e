using Platform.Scheduling;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Maintenance;

/// <summary>When a window is open. A recurring one begins by the clock of its zone and lasts as long as it says in elapsed time.</summary>
internal static class Occurrences
{
    // Enough to get past an occurrence that was ended early.
    private const int Look = 3;

    public static MaintenanceOccurrence? At(MaintenanceWindow window, DateTimeOffset now)
    {
        if (window.StartedAt is { } started && started <= now && now < started + window.Duration) return new MaintenanceOccurrence(started, started + window.Duration);
        if (ScheduleOf(window) is not { } schedule)
            return window.StartsAt <= now && now < window.EndsAt ? new MaintenanceOccurrence(window.StartsAt.Value, window.EndsAt.Value) : null;
        foreach (var start in schedule.NextTimes(now - window.Duration, Look))
        {
            if (start > now) return null;
            if (start != window.EndedStart) return new MaintenanceOccurrence(start, start + window.Duration);
        }

        return null;
    }

    /// <summary>The next ones that begin after an instant.</summary>
    public static IReadOnlyList<MaintenanceOccurrence> After(MaintenanceWindow window, DateTimeOffset now, int count)
    {
        if (ScheduleOf(window) is { } schedule) return [.. schedule.NextTimes(now, count).Select(start => new MaintenanceOccurrence(start, start + window.Duration))];
        return window.StartsAt > now ? [new MaintenanceOccurrence(window.StartsAt.Value, window.EndsAt!.Value)] : [];
    }

    public static bool Covers(this MaintenanceScope scope, MonitoredStream stream) =>
        scope.All
        || scope.StreamIds.Contains(stream.Id)
        || (stream.GroupId is { } group && scope.GroupIds.Contains(group))
        || (scope.Tags.Count > 0 && stream.Tags.Any(t => scope.Tags.Contains(t.Name)));

    private static Schedule? ScheduleOf(MaintenanceWindow window) =>
        window.Schedule is null ? null : Schedule.Parse(window.Schedule) is { Ok: true } parsed ? parsed.Value : null;
}
