using System.Globalization;

namespace Platform.Scheduling;

/// <summary>Says in English when a recurrence rule is due: "Every 2 weeks on Monday at 03:30".</summary>
internal static class RecurrenceDescriber
{
    private static readonly string[] DayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public static string Describe(string rule, DateTime start)
    {
        var parts = RecurrenceRules.Parts(rule);
        var unit = parts["FREQ"] switch { "SECONDLY" => "second", "MINUTELY" => "minute", "HOURLY" => "hour", "DAILY" => "day", "WEEKLY" => "week", "MONTHLY" => "month", _ => "year" };
        var interval = parts.TryGetValue("INTERVAL", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
        var words = Words.Every(interval, unit);
        if (parts.TryGetValue("BYMONTH", out var months)) words += " in " + Words.List([.. Numbers(months).Select(m => Words.Months[m - 1])]);
        words += Days(parts, unit, start);
        if (parts.TryGetValue("BYSETPOS", out var positions)) words += $", only the {Words.List([.. Numbers(positions).Select(Words.Ordinal)])} of these";
        if (unit is not ("second" or "minute" or "hour")) words += " at " + Words.List(Times(parts, start));
        else if (parts.TryGetValue("BYHOUR", out var hours)) words += " in the hours " + Words.List([.. Numbers(hours).Select(Words.Two)]);
        if (parts.TryGetValue("UNTIL", out var until)) words += " until " + Until(until);
        return Words.Capital(words);
    }

    private static string Days(IReadOnlyDictionary<string, string> parts, string unit, DateTime start)
    {
        if (parts.TryGetValue("BYDAY", out var days)) return " on " + Words.List([.. days.Split(',').Select(Day)]);
        if (parts.TryGetValue("BYMONTHDAY", out var dates)) return " on " + Words.List([.. Numbers(dates).Select(MonthDay)]);
        if (parts.TryGetValue("BYYEARDAY", out var yearDays)) return $" on day {yearDays} of the year";
        return unit switch
        {
            "week" => " on " + Words.Days[(int)start.DayOfWeek],
            "month" => " on " + MonthDay(start.Day),
            "year" => $" on {start.Day} {Words.Months[start.Month - 1]}",
            _ => "",
        };
    }

    private static string Day(string code)
    {
        var name = Words.Days[Math.Max(0, Array.IndexOf(DayCodes, code[^2..]))];
        return code.Length == 2 ? name : $"the {Words.Ordinal(int.Parse(code[..^2], CultureInfo.InvariantCulture))} {name}";
    }

    private static string MonthDay(int day) => day < 0 ? $"the {Words.Ordinal(day)} day" : $"day {day}";

    private static List<string> Times(IReadOnlyDictionary<string, string> parts, DateTime start)
    {
        var hours = parts.TryGetValue("BYHOUR", out var h) ? Numbers(h) : [start.Hour];
        var minutes = parts.TryGetValue("BYMINUTE", out var m) ? Numbers(m) : [start.Minute];
        var seconds = parts.TryGetValue("BYSECOND", out var s) ? Numbers(s) : [start.Second];
        return [.. from hour in hours from minute in minutes from second in seconds select Words.Clock(hour, minute, second)];
    }

    private static string Until(string text) =>
        DateTime.TryParseExact(text.TrimEnd('Z'), ["yyyyMMdd", "yyyyMMdd'T'HHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : text;

    private static List<int> Numbers(string text) => [.. text.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
}
