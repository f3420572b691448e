namespace Platform.Scheduling.Cron;

/// <summary>The days of a cron expression in words; nothing when it says nothing about days.</summary>
internal static class CronDayWords
{
    public static string Describe(CronFields cron) => (cron.DayOfMonth.IsAny, cron.DayOfWeek.IsAny) switch
    {
        (true, true) => "",
        (false, true) => OfMonth(cron.DayOfMonth),
        (true, false) => OfWeek(cron.DayOfWeek),
        _ => $"{OfMonth(cron.DayOfMonth)} or {OfWeek(cron.DayOfWeek)}",
    };

    public static string Months(CronField month) => Within(month, m => Words.Months[m - 1]);

    /// <summary>A single range as "from a to b", anything else as "in" and the list of its values.</summary>
    public static string Within(CronField field, Func<int, string> name) => field.Parts is [CronPart.Range r]
        ? $"from {name(r.From)} to {name(r.To)}"
        : "in " + Words.List([.. field.Expand().Select(name)]);

    private static string OfWeek(CronField field)
    {
        if (field.Parts is [CronPart.Range(0, 6)]) return "every day";
        if (field.Parts is [CronPart.Range r]) return $"{Words.Days[r.From]} to {Words.Days[r.To]}";
        if (field.Parts is [CronPart.Value v]) return $"every {Words.Days[v.At]}";
        var plain = field.Expand();
        var days = plain.Count == 0 ? [] : new List<string> { Words.List([.. MondayFirst(plain).Select(d => Words.Days[d])]) };
        days.AddRange(field.Parts.OfType<CronPart.NthDay>().Select(n => $"on the {Words.Ordinal(n.Nth)} {Words.Days[n.Day]} of the month"));
        return Words.List(days);
    }

    private static IEnumerable<int> MondayFirst(IEnumerable<int> days) => days.OrderBy(d => (d + 6) % 7);

    private static string OfMonth(CronField field)
    {
        if (field.Parts is [CronPart.Range r]) return $"on days {r.From} to {r.To} of the month";
        if (field.Parts is [CronPart.Step { To: null } s]) return s.From is null or 1 ? $"every {Days(s.By)} from day 1 of the month" : $"every {Days(s.By)} from day {s.From} of the month";
        var plain = field.Expand();
        var days = plain.Count == 0 ? [] : new List<string> { $"on {(plain.Count == 1 ? "day" : "days")} {Words.List([.. plain.Select(Words.Number)])} of the month" };
        days.AddRange(field.Parts.Select(Special).OfType<string>());
        return Words.List(days);
    }

    private static string Days(int by) => by == 1 ? "day" : $"{by} days";

    private static string? Special(CronPart part) => part switch
    {
        CronPart.LastDay { Before: 0, Weekday: false } => "on the last day of the month",
        CronPart.LastDay { Before: 0 } => "on the last weekday of the month",
        CronPart.LastDay { Weekday: false } l => $"{Words.Count(l.Before, "day")} before the last day of the month",
        CronPart.LastDay l => $"on the weekday nearest to {Words.Count(l.Before, "day")} before the last day of the month",
        CronPart.NearestWeekday w => $"on the weekday nearest to day {w.Day} of the month",
        _ => null,
    };
}
