using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Escalation;

/// <summary>When quiet hours are, on the wall clock of their zone, also where daylight saving skips or repeats an hour.</summary>
internal static class QuietTimes
{
    /// <summary>The end of the quiet hours that a moment lies in; null when it lies in none.</summary>
    public static DateTimeOffset? EndOf(QuietHours quiet, DateTimeOffset moment)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(quiet.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        // They may have begun yesterday and go on past midnight.
        for (var day = today.AddDays(-1); day <= today; day = day.AddDays(1))
        {
            if (quiet.Days.Count > 0 && !quiet.Days.Contains(day.DayOfWeek)) continue;
            var begin = Instant(day.ToDateTime(quiet.From), zone);
            var end = Instant((quiet.To > quiet.From ? day : day.AddDays(1)).ToDateTime(quiet.To), zone);
            if (moment >= begin && moment < end) return end;
        }

        return null;
    }

    /// <summary>The end of the gap where the clock skips a time, the first of both where it repeats one.</summary>
    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
