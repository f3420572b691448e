using System.Globalization;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.History.Sla;

/// <summary>The days a report is of, on the clock of a zone.</summary>
internal sealed record SlaPeriod(DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone)
{
    private const int MaxDays = 400;

    public static Result<SlaPeriod> Read(SlaRequest request, DateTimeOffset now)
    {
        var zoneName = string.IsNullOrWhiteSpace(request.Zone) ? "UTC" : request.Zone.Trim();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var zone))
            return Error.InvalidField("zone", "sla.zone_unknown", $"There is no time zone '{zoneName}'. Zones are named like Europe/Berlin.");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (string.IsNullOrWhiteSpace(request.From)) return Month(request.Month, today).Map(days => new SlaPeriod(Midnight(days.First, zone), Midnight(days.End, zone), zone));

        if (!TryDay(request.From, out var first)) return Error.InvalidField("from", "sla.day_invalid", "A day is written like 2026-10-05.");
        var last = today;
        if (!string.IsNullOrWhiteSpace(request.To) && !TryDay(request.To, out last)) return Error.InvalidField("to", "sla.day_invalid", "A day is written like 2026-10-05.");
        if (last < first) return Error.InvalidField("to", "sla.period_invalid", "The period must not end before it begins.");
        if (last.DayNumber - first.DayNumber >= MaxDays) return Error.InvalidField("from", "sla.period_invalid", $"A period has at most {MaxDays} days.");
        return new SlaPeriod(Midnight(first, zone), Midnight(last.AddDays(1), zone), zone);
    }

    private static Result<(DateOnly First, DateOnly End)> Month(string? month, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        if (!string.IsNullOrWhiteSpace(month) && !DateOnly.TryParseExact(month.Trim() + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first))
            return Error.InvalidField("month", "sla.month_invalid", "A month is written like 2026-10.");
        return (first, first.AddMonths(1));
    }

    /// <summary>Where a day begins; in some zones the clocks skip midnight once a year, and the day begins at one.</summary>
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
