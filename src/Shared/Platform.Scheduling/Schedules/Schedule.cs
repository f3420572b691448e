using Platform.Kernel.Results;

namespace Platform.Scheduling;

/// <summary>
/// When something runs. There are three kinds, each with one text form that <see cref="Parse"/> reads and
/// <see cref="object.ToString"/> writes: <c>every 5m</c>, <c>cron 30 3 * * 1-5 @ Europe/Berlin</c>,
/// <c>rrule FREQ=WEEKLY;BYDAY=MO from 2026-01-05T03:30:00 @ Europe/Berlin</c>.
/// </summary>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The schedule in words, in English: "At 03:30, Monday to Friday, Europe/Berlin".</summary>
    public abstract string Describe();

    /// <summary>The next times it is due after an instant, in UTC; fewer than asked for when it ends.</summary>
    public abstract IReadOnlyList<DateTimeOffset> NextTimes(DateTimeOffset from, int count);

    /// <summary>
    /// Reads a schedule. A cron expression may be given without the word <c>cron</c>. A missing time zone means UTC.
    /// The error names what is wrong in the field <c>schedule</c>.
    /// </summary>
    public static Result<Schedule> Parse(string? text) => ScheduleParser.Parse(text);
}
