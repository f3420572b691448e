namespace Platform.Scheduling.Cron;

/// <summary>Says in English when a cron expression is due: "At 03:30, Monday to Friday".</summary>
internal static class CronDescriber
{
    public static string Describe(CronFields cron)
    {
        var (time, atTimes) = CronTimeWords.Describe(cron);
        var days = CronDayWords.Describe(cron);
        var parts = new List<string> { time };
        if (days.Length > 0) parts.Add(days);
        else if (atTimes && cron.Month.IsAny) parts.Add("every day");
        else if (atTimes) parts.Add("every day " + CronDayWords.Months(cron.Month));
        if (!cron.Month.IsAny && (days.Length > 0 || !atTimes)) parts.Add(CronDayWords.Months(cron.Month));
        if (cron.Year is { IsAny: false } year) parts.Add(CronDayWords.Within(year, Words.Number));
        return Words.Capital(string.Join(", ", parts));
    }
}
