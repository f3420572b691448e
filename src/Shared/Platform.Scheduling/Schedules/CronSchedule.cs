using Platform.Scheduling.Cron;
using Quartz;

namespace Platform.Scheduling;

/// <summary>
/// By the clock of a time zone. Five fields are read as crontab does (minute first, days of the week 0 to 7 from
/// Sunday); six or seven as Quartz does (second first, days of the week 1 to 7 from Sunday, year last).
/// A time the clocks skip in spring runs when they have moved; a time they repeat in autumn runs once, except
/// for schedules that name an interval of minutes or hours, which run through both.
/// </summary>
public sealed record CronSchedule : Schedule
{
    private readonly CronExpression _cron;

    /// <param name="expression">Five fields (crontab), or six or seven (Quartz); or a word such as <c>@daily</c>.</param>
    /// <param name="timeZone">IANA name: <c>Europe/Berlin</c>.</param>
    /// <exception cref="ArgumentException">The expression or the zone is wrong; the message says where.</exception>
    public CronSchedule(string expression, string timeZone = "UTC")
    {
        Expression = CronFields.Normalise(expression);
        TimeZone = timeZone;
        var parsed = CronFields.Parse(expression);
        if (parsed.Error is { } error) throw new ArgumentException(error.Message, nameof(expression));
        if (TimeZoneNames.Find(timeZone) is not { } zone) throw new ArgumentException(TimeZoneNames.Unknown(timeZone), nameof(timeZone));
        Fields = parsed.Value;
        _cron = new CronExpression(Fields.Quartz, zone);
    }

    /// <summary>The expression as given, with single blanks.</summary>
    public string Expression { get; }

    /// <summary>IANA name of the zone whose clock counts.</summary>
    public string TimeZone { get; }

    internal CronFields Fields { get; }

    internal TimeZoneInfo Zone => _cron.TimeZone;

    /// <inheritdoc/>
    public override string Describe() => $"{CronDescriber.Describe(Fields)}, {TimeZone}";

    /// <inheritdoc/>
    public override IReadOnlyList<DateTimeOffset> NextTimes(DateTimeOffset from, int count)
    {
        var times = new List<DateTimeOffset>(count);
        for (var next = _cron.GetNextValidTimeAfter(from); next is { } time && times.Count < count; next = _cron.GetNextValidTimeAfter(time))
            times.Add(time.ToUniversalTime());
        return times;
    }

    public bool Equals(CronSchedule? other) => other is not null && Expression == other.Expression && TimeZone == other.TimeZone;

    public override int GetHashCode() => HashCode.Combine(Expression, TimeZone);

    public override string ToString() => $"cron {Expression} @ {TimeZone}";
}
