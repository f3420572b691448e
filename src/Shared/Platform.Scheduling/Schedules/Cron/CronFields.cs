using Platform.Kernel.Results;
using Quartz;

namespace Platform.Scheduling.Cron;

/// <summary>A cron expression taken apart, and the same schedule as Quartz writes it.</summary>
internal sealed record CronFields(
    string Quartz, bool HasSeconds, CronField Second, CronField Minute, CronField Hour, CronField DayOfMonth, CronField Month, CronField DayOfWeek, CronField? Year)
{
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly CronFieldParser[] Common =
    [
        new("Second", 0, 59), new("Minute", 0, 59), new("Hour", 0, 23), new("Day of the month", 1, 31, DayOfMonth: true), new("Month", 1, 12, MonthNames),
    ];

    private static readonly CronFieldParser UnixDays = new("Day of the week", 0, 7, DayNames, FirstDay: 0);
    private static readonly CronFieldParser QuartzDays = new("Day of the week", 1, 7, DayNames, FirstDay: 1);
    private static readonly CronFieldParser Years = new("Year", 1970, 2099);

    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    public static string Normalise(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static Result<CronFields> Parse(string text)
    {
        var expression = Normalise(text);
        if (expression.StartsWith('@') && !Macros.TryGetValue(expression, out expression!))
            return Wrong($"'{Normalise(text)}' is not known; use one of {string.Join(", ", Macros.Keys)}.");
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 5 or > 7)
            return Wrong($"A cron expression has 5 fields (minute hour day month weekday) or 6 to 7 (second first, year last); this has {fields.Length}.");
        try
        {
            return Checked(fields.Length == 5 ? FromUnix(fields, expression) : FromQuartz(fields, expression));
        }
        catch (FormatException error)
        {
            return Wrong(error.Message);
        }
    }

    private static CronFields FromUnix(string[] f, string expression)
    {
        var parts = new CronFields(
            "", false, Common[0].Parse("0"), Common[1].Parse(f[0]), Common[2].Parse(f[1]), Common[3].Parse(f[2]), Common[4].Parse(f[3]), UnixDays.Parse(f[4]), null);
        return parts with { Quartz = CronExpression.Parse(expression, CronFormat.Unix).CronExpressionString };
    }

    private static CronFields FromQuartz(string[] f, string expression)
    {
        var parts = new CronFields(
            "", true, Common[0].Parse(f[0]), Common[1].Parse(f[1]), Common[2].Parse(f[2]), Common[3].Parse(f[3]), Common[4].Parse(f[4]), QuartzDays.Parse(f[5]),
            f.Length == 7 ? Years.Parse(f[6]) : null);
        return parts with { Quartz = CronExpression.Parse(expression, CronFormat.Quartz).CronExpressionString };
    }

    private static Result<CronFields> Checked(CronFields fields) =>
        new CronExpression(fields.Quartz, TimeZoneInfo.Utc).GetNextValidTimeAfter(DateTimeOffset.UnixEpoch) is null
            ? Wrong("This day never comes: the day of the month does not exist in the month.")
            : fields;

    private static Error Wrong(string message) => Error.InvalidField("schedule", "schedule.cron_invalid", message);
}
