using System.Globalization;
using Quartz;

namespace Platform.Scheduling;

/// <summary>What the platform adds to Quartz's reading of recurrence rules.</summary>
internal static class RecurrenceRules
{
    private static readonly string[] Known =
        ["FREQ", "INTERVAL", "UNTIL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"];

    /// <summary>What is wrong, or null.</summary>
    public static string? Check(string rule, DateTime start, string zone)
    {
        if (TimeZoneNames.Find(zone) is not { } found) return TimeZoneNames.Unknown(zone);
        var parts = Parts(rule);
        if (!parts.ContainsKey("FREQ")) return "A recurrence rule begins with its frequency: FREQ=DAILY, WEEKLY, MONTHLY, YEARLY, HOURLY or MINUTELY.";
        if (parts.ContainsKey("COUNT")) return "COUNT is not supported, because a service may be down at some of the times: say when it ends with UNTIL.";
        if (parts.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown) return $"'{unknown}' is not a part of a recurrence rule; known are {string.Join(", ", Known)}.";
        try
        {
            return Trigger(rule, start, found).GetFireTimeAfter(DateTimeOffset.UnixEpoch) is null ? "This rule is never due." : null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or SchedulerException)
        {
            return $"The recurrence rule is wrong: {error.Message}";
        }
    }

    public static IReadOnlyDictionary<string, string> Parts(string rule) => rule.ToUpperInvariant()
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(p => p.Split('=', 2))
        .GroupBy(p => p[0])
        .ToDictionary(g => g.Key, g => g.First().ElementAtOrDefault(1) ?? "");

    /// <summary>
    /// The rule with the time of day written out. So it can be anchored at any of its own occurrences, even one that a
    /// change of the clocks has moved, without that becoming its time of day.
    /// </summary>
    public static string WithTimeOfDay(string rule, DateTime start)
    {
        var parts = Parts(rule);
        if (parts["FREQ"] is "HOURLY" or "MINUTELY" or "SECONDLY") return rule;
        var added = new List<string> { rule.TrimEnd(';') };
        if (!parts.ContainsKey("BYHOUR")) added.Add(string.Create(CultureInfo.InvariantCulture, $"BYHOUR={start.Hour}"));
        if (!parts.ContainsKey("BYMINUTE")) added.Add(string.Create(CultureInfo.InvariantCulture, $"BYMINUTE={start.Minute}"));
        if (!parts.ContainsKey("BYSECOND")) added.Add(string.Create(CultureInfo.InvariantCulture, $"BYSECOND={start.Second}"));
        return string.Join(';', added);
    }

    public static ITrigger Trigger(string rule, DateTime start, TimeZoneInfo zone) => TriggerBuilder.Create(TimeProvider.System)
        .WithIdentity("reading")
        .ForJob("none")
        .StartAt(TimeZoneNames.ToInstant(start, zone))
        .WithSchedule(RecurrenceScheduleBuilder.Create(WithTimeOfDay(rule, start)).InTimeZone(zone))
        .Build();
}
