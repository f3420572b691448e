using System.Globalization;

namespace Platform.Scheduling;

/// <summary>By an RFC 5545 recurrence rule, for what cron cannot say: "every other Monday", "the last weekday of the quarter".</summary>
public sealed record RecurrenceSchedule : Schedule
{
    /// <summary>The start of a rule that names none: a Monday at midnight, long past.</summary>
    public static readonly DateTime DefaultStart = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <param name="rule">The value of RRULE: <c>FREQ=WEEKLY;INTERVAL=2;BYDAY=MO</c>.</param>
    /// <param name="start">DTSTART on the clock of the zone: gives the time of day and where counting begins.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <exception cref="ArgumentException">The rule or the zone is wrong; the message says how.</exception>
    public RecurrenceSchedule(string rule, DateTime start, string timeZone = "UTC")
    {
        if (RecurrenceRules.Check(rule, start, timeZone) is { } message) throw new ArgumentException(message, nameof(rule));
        Rule = rule.ToUpperInvariant();
        Start = DateTime.SpecifyKind(start, DateTimeKind.Unspecified);
        TimeZone = timeZone;
    }

    /// <summary>The value of RRULE.</summary>
    public string Rule { get; }

    /// <summary>DTSTART on the clock of <see cref="TimeZone"/>.</summary>
    public DateTime Start { get; }

    /// <summary>IANA name of the zone whose clock counts.</summary>
    public string TimeZone { get; }

    internal TimeZoneInfo Zone => TimeZoneNames.Find(TimeZone)!;

    /// <inheritdoc/>
    public override string Describe() => $"{RecurrenceDescriber.Describe(Rule, Start)}, {TimeZone}";

    /// <inheritdoc/>
    public override IReadOnlyList<DateTimeOffset> NextTimes(DateTimeOffset from, int count)
    {
        var trigger = RecurrenceRules.Trigger(Rule, Start, Zone);
        var times = new List<DateTimeOffset>(count);
        for (var next = trigger.GetFireTimeAfter(from); next is { } time && times.Count < count; next = trigger.GetFireTimeAfter(time)) times.Add(time.ToUniversalTime());
        return times;
    }

    public override string ToString() =>
        Start == DefaultStart ? $"rrule {Rule} @ {TimeZone}" : string.Create(CultureInfo.InvariantCulture, $"rrule {Rule} from {Start:s} @ {TimeZone}");
}
