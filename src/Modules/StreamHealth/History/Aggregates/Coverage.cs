using Platform.Scheduling;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.History.Aggregates;

/// <summary>The checks of a stream before and after one, when that one was stored.</summary>
/// <param name="BeforeAt">When the check before began; null for the first that is kept.</param>
/// <param name="Before">The monitor's state after the check before.</param>
/// <param name="AfterAt">When the check after began: set only for a result that comes late.</param>
/// <param name="Schedule">The stream's schedule; null if it is not to be read.</param>
internal sealed record Neighbours(DateTimeOffset? BeforeAt, MonitorState Before, DateTimeOffset? AfterAt, Schedule? Schedule);

/// <summary>
/// Gives each check the time until the next, because checks are not evenly spread: a failing stream is checked more often,
/// and counting checks would make its outage longer than it was. Where the next check is missing (the service was off), a
/// check speaks for one and a half intervals of its schedule and a minute; the rest was not watched, and counts as nothing.
/// </summary>
internal static class Coverage
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(2);

    /// <summary>
    /// What a result changes: its own hour, and the hours of the time since the check before. One that comes late takes
    /// its time back from the check before, which spoke for it until now.
    /// </summary>
    public static IReadOnlyCollection<HourAggregate> Change(CheckResult result, Neighbours around)
    {
        var hours = new Dictionary<DateTimeOffset, HourAggregate>();
        Hour(hours, result.StreamId, HourOf(result.StartedAt)).Count(result);
        var (at, own) = (result.StartedAt, result.Monitor);
        if (around.BeforeAt is { } before)
        {
            var end = before + Reach(around.Schedule, before);
            if (around.AfterAt is { } next) Spend(hours, result.StreamId, around.Before, at, Earlier(end, next), sign: -1);
            else Spend(hours, result.StreamId, around.Before, before, Earlier(end, at), sign: 1);
        }

        if (around.AfterAt is { } after) Spend(hours, result.StreamId, own, at, Earlier(at + Reach(around.Schedule, at), after), sign: 1);
        return hours.Values;
    }

    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);

    public static DateTimeOffset DayOf(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerDay, TimeSpan.Zero);

    private static TimeSpan Reach(Schedule? schedule, DateTimeOffset at)
    {
        var interval = schedule switch
        {
            null => TimeSpan.Zero,
            EverySchedule every => every.Interval,
            _ => schedule.NextTimes(at, 1) is [var next, ..] ? next - at : TimeSpan.Zero,
        };
        var reach = interval * 1.5 + Grace;
        return reach < Farthest ? reach : Farthest;
    }

    private static void Spend(
        Dictionary<DateTimeOffset, HourAggregate> hours, Guid streamId, MonitorState state, DateTimeOffset from, DateTimeOffset to, int sign)
    {
        for (var at = from; at < to;)
        {
            var hour = HourOf(at);
            var end = Earlier(to, hour.AddHours(1));
            // Of rounded ends, or what is added in pieces would not be what is taken back in one.
            Hour(hours, streamId, hour).Spend(state, sign * (end.ToUnixTimeMilliseconds() - at.ToUnixTimeMilliseconds()));
            at = end;
        }
    }

    private static HourAggregate Hour(Dictionary<DateTimeOffset, HourAggregate> hours, Guid streamId, DateTimeOffset start)
    {
        if (!hours.TryGetValue(start, out var hour)) hours[start] = hour = new HourAggregate { StreamId = streamId, Start = start };
        return hour;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
