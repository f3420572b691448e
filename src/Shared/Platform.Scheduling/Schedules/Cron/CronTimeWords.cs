namespace Platform.Scheduling.Cron;

/// <summary>The time of day of a cron expression in words.</summary>
internal static class CronTimeWords
{
    private const int MostTimes = 6;

    /// <summary>The words, and whether they are plain times of day ("at 03:30").</summary>
    public static (string Words, bool AtTimes) Describe(CronFields cron)
    {
        if (cron is { Second.Values: { } s, Minute.Values: { } m, Hour.Values: { } h } && s.Count * m.Count * h.Count <= MostTimes)
            return ("at " + Words.List([.. from hour in h from minute in m from second in s select Words.Clock(hour, minute, second)]), true);
        if (cron.Second.Values is not [var only]) return (BySecond(cron), false);
        var words = cron.Minute.Values is { } minutes ? ByHour(cron.Hour, minutes) : ByMinute(cron);
        return (only == 0 ? words : $"{words}, at second {only}", words.StartsWith("at ", StringComparison.Ordinal));
    }

    private static string BySecond(CronFields cron)
    {
        var words = Frequency(cron.Second, "second");
        if (!cron.Minute.IsAny) words += cron.Minute.Values is { } minutes ? $", in {Plural("minute", minutes.Count)} {Numbers(minutes)} of the hour" : ", " + Frequency(cron.Minute, "minute");
        return words + InHours(cron.Hour);
    }

    private static string ByMinute(CronFields cron) => Frequency(cron.Minute, "minute") + InHours(cron.Hour);

    /// <summary>Fixed minutes, many hours: "every 2 hours at minute 15".</summary>
    private static string ByHour(CronField hour, IReadOnlyList<int> minutes)
    {
        var single = minutes.Count == 1 ? minutes[0] : (int?)null;
        var at = single == 0 ? "" : $" at {Plural("minute", minutes.Count)} {Numbers(minutes)}";
        string Clock(int h) => Words.Clock(h, single ?? 0);
        if (hour.IsAny) return "every hour" + at;
        if (hour.Values is { } hours) return single is null
            ? $"at {Plural("minute", minutes.Count)} {Numbers(minutes)} past {Words.List([.. hours.Select(h => Words.Clock(h, 0))])}"
            : "at " + Words.List([.. hours.Select(Clock)]);
        return hour.Parts switch
        {
            [CronPart.Range r] => $"every hour from {Clock(r.From)} to {Clock(r.To)}{(single is null ? at : "")}",
            [CronPart.Step { From: null } s] => Words.Every(s.By, "hour") + at,
            [CronPart.Step { To: null } s] => $"{Words.Every(s.By, "hour")} from {Clock(s.From!.Value)}{(single is null ? at : "")}",
            [CronPart.Step s] => $"{Words.Every(s.By, "hour")} from {Clock(s.From!.Value)} to {Clock(s.To!.Value)}{(single is null ? at : "")}",
            _ => $"at {Words.List([.. hour.Expand().Select(Clock)])}{(single is null ? at : "")}",
        };
    }

    private static string Frequency(CronField field, string unit) => field.Parts switch
    {
        [CronPart.Any] => $"every {unit}",
        [CronPart.Step { From: null or 0, To: null } s] => Words.Every(s.By, unit),
        [CronPart.Step { To: null } s] => $"{Words.Every(s.By, unit)} from {unit} {s.From}",
        [CronPart.Step s] => $"{Words.Every(s.By, unit)} from {unit} {s.From} to {s.To}",
        [CronPart.Range r] => $"every {unit} from {unit} {r.From} to {r.To}",
        _ => $"at {Plural(unit, 2)} {Numbers(field.Expand())}",
    };

    private static string InHours(CronField hour) => hour.Parts switch
    {
        [CronPart.Any] => "",
        [CronPart.Value v] => $", from {Words.Clock(v.At, 0)} to {Words.Clock(v.At, 59)}",
        [CronPart.Range r] => $", from {Words.Clock(r.From, 0)} to {Words.Clock(r.To, 59)}",
        [CronPart.Step { From: null or 0, To: null } s] => $", in every {Words.Ordinal(s.By)} hour",
        _ => $", in the hours {Words.List([.. hour.Expand().Select(Words.Two)])}",
    };

    private static string Numbers(IReadOnlyList<int> values) => Words.List([.. values.Select(Words.Number)]);

    private static string Plural(string unit, int count) => count == 1 ? unit : unit + "s";
}
