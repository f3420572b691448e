using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Kernel.Results;
using Platform.Scheduling.Cron;

namespace Platform.Scheduling;

/// <summary>Reads the text form of a schedule.</summary>
internal static partial class ScheduleParser
{
    private const string Help =
        "Write an interval (every 5m), a cron expression (cron 30 3 * * 1-5 @ Europe/Berlin) or a recurrence rule (rrule FREQ=WEEKLY;BYDAY=MO @ Europe/Berlin).";

    public static Result<Schedule> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0) return Wrong("schedule.empty", $"There is no schedule. {Help}");
        if (trimmed.Length > 500) return Wrong("schedule.too_long", "A schedule is at most 500 characters.");
        var word = trimmed.Split([' ', '\t', ':'], 2)[0].ToLowerInvariant();
        var rest = trimmed[word.Length..].TrimStart(' ', '\t', ':');
        return word switch
        {
            "every" => Every(rest),
            "cron" => Cron(rest),
            "rrule" => Recurrence(rest),
            _ when trimmed.StartsWith("FREQ=", StringComparison.OrdinalIgnoreCase) => Recurrence(trimmed),
            _ when LooksLikeCron().IsMatch(trimmed) => Cron(trimmed),
            _ => Wrong("schedule.unknown", $"'{trimmed}' is not a schedule. {Help}"),
        };
    }

    private static Result<Schedule> Every(string text)
    {
        var matches = IntervalPart().Matches(text);
        var rest = IntervalPart().Replace(text, "").Replace("and", "", StringComparison.OrdinalIgnoreCase).Trim(' ', ',');
        if (text is "second" or "minute" or "hour" or "day" or "week") return Every("1 " + text);
        if (matches.Count == 0 || rest.Length > 0)
            return Wrong("schedule.interval_invalid", $"'{(rest.Length > 0 ? rest : text)}' is not an interval; write for example 30s, 5m, 1h30m or 1d.");
        var seconds = 0d;
        foreach (Match match in matches)
        {
            if (!double.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) count = double.MaxValue;
            seconds += count * SecondsIn(match.Groups[2].Value);
        }

        return seconds >= EverySchedule.Shortest.TotalSeconds && seconds <= EverySchedule.Longest.TotalSeconds
            ? new EverySchedule(TimeSpan.FromSeconds(seconds))
            : Wrong("schedule.interval_range", "An interval is between 1 second and 366 days.");
    }

    private static int SecondsIn(string unit) => char.ToLowerInvariant(unit[0]) switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 604_800 };

    private static Result<Schedule> Cron(string text)
    {
        var (expression, zone) = Zone(text);
        if (TimeZoneNames.Find(zone) is null) return Wrong("schedule.time_zone_unknown", TimeZoneNames.Unknown(zone));
        var fields = CronFields.Parse(expression);
        return fields.Ok ? new CronSchedule(expression, zone) : fields.Error;
    }

    private static Result<Schedule> Recurrence(string text)
    {
        var (body, zone) = Zone(text);
        if (TimeZoneNames.Find(zone) is null) return Wrong("schedule.time_zone_unknown", TimeZoneNames.Unknown(zone));
        var from = FromPart().Match(body);
        var start = RecurrenceSchedule.DefaultStart;
        if (from.Success && !DateTime.TryParse(from.Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out start))
            return Wrong("schedule.start_invalid", $"'{from.Groups[1].Value}' is not a start; write it as 2026-01-05T03:30:00.");
        var rule = FromPart().Replace(body, "").Trim();
        return RecurrenceRules.Check(rule, start, zone) is { } message
            ? Wrong("schedule.rrule_invalid", message)
            : new RecurrenceSchedule(rule, start, zone);
    }

    /// <summary>Splits "… @ Europe/Berlin"; a cron word such as <c>@daily</c> has no blank after the sign.</summary>
    private static (string Text, string Zone) Zone(string text)
    {
        var at = text.LastIndexOf('@');
        var zone = at < 0 ? "" : text[(at + 1)..].Trim();
        return at < 0 || (at == 0 && !zone.Contains('/', StringComparison.Ordinal) && zone != "UTC")
            ? (text.Trim(), "UTC")
            : (text[..at].Trim(), zone);
    }

    private static Error Wrong(string code, string message) => Error.InvalidField("schedule", code, message);

    [GeneratedRegex(@"^(@\w+|[\d*?,/\-LW#]+(\s+\S+){4,6})(\s*@\s*\S+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeCron();

    [GeneratedRegex(@"(\d+)\s*(weeks?|w|days?|d|hours?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex IntervalPart();

    [GeneratedRegex(@"\s+from\s+(\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex FromPart();
}
