namespace Platform.Scheduling.Tests.Schedules;

public class ParsingTests
{
    [Theory]
    [InlineData("every 60s", "every 1m")]
    [InlineData("every 1h30m", "every 90m")]
    [InlineData("every 86400 seconds", "every 1d")]
    [InlineData("cron 0 */5 * * * @ Europe/Berlin", "cron 0 */5 * * * @ Europe/Berlin")]
    [InlineData("cron   0  3 * * *", "cron 0 3 * * * @ UTC")]
    [InlineData("*/5 * * * *", "cron */5 * * * * @ UTC")]
    [InlineData("30 3 * * MON-FRI @ America/New_York", "cron 30 3 * * MON-FRI @ America/New_York")]
    [InlineData("0 30 3 ? * MON-FRI", "cron 0 30 3 ? * MON-FRI @ UTC")]
    [InlineData("cron @daily @ Europe/Berlin", "cron @daily @ Europe/Berlin")]
    [InlineData("cron @daily", "cron @daily @ UTC")]
    [InlineData("rrule freq=daily", "rrule FREQ=DAILY @ UTC")]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=MO", "rrule FREQ=WEEKLY;BYDAY=MO @ UTC")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO @ Europe/Berlin", "rrule FREQ=WEEKLY;BYDAY=MO @ Europe/Berlin")]
    [InlineData("rrule FREQ=DAILY from 2026-01-05T03:30 @ Europe/Berlin", "rrule FREQ=DAILY from 2026-01-05T03:30:00 @ Europe/Berlin")]
    public void A_schedule_has_one_normal_form_that_reads_back_as_itself(string text, string normal)
    {
        var schedule = Schedule.Parse(text).Value;

        Assert.Equal(normal, schedule.ToString());
        Assert.Equal(schedule, Schedule.Parse(schedule.ToString()).Value);
    }

    [Theory]
    [InlineData("61 * * * *", "Minute '61': 61 is not between 0 and 59.")]
    [InlineData("5-61 * * * *", "Minute '5-61': 61 is not between 0 and 59.")]
    [InlineData("* 24 * * *", "Hour '24': 24 is not between 0 and 23.")]
    [InlineData("0 0 32 * *", "Day of the month '32': 32 is not between 1 and 31.")]
    [InlineData("0 0 * 13 *", "Month '13': 13 is not between 1 and 12.")]
    [InlineData("0 0 * * 9", "Day of the week '9': 9 is not between 0 and 7.")]
    [InlineData("0 0 0 ? * 0", "Day of the week '0': 0 is not between 1 and 7.")]
    [InlineData("0 99 * * * ?", "Minute '99': 99 is not between 0 and 59.")]
    [InlineData("70 0 * * * ?", "Second '70': 70 is not between 0 and 59.")]
    [InlineData("x * * * *", "Minute 'X': 'X' is not a number between 0 and 59.")]
    [InlineData("*/0 * * * *", "Minute '*/0': a step is between 1 and 60.")]
    [InlineData("*/x * * * *", "Minute '*/X': 'X' is not a step; write a number after '/'.")]
    [InlineData("1,,2 * * * *", "Minute: there is an empty entry; remove the extra comma.")]
    [InlineData("*,5 * * * *", "Minute '*,5': * cannot be combined with other values.")]
    [InlineData("? * * * *", "Minute '?': only the day fields can be '?'; use '*'.")]
    [InlineData("0 0 * * 2#6", "Day of the week '2#6': after '#' comes 1 to 5, for the first to the fifth of the month.")]
    [InlineData("0 0 30 2 *", "This day never comes: the day of the month does not exist in the month.")]
    [InlineData("0 0 0 1 1 ? 1900", "Year '1900': 1900 is not between 1970 and 2099.")]
    [InlineData("* * * *", "A cron expression has 5 fields (minute hour day month weekday) or 6 to 7 (second first, year last); this has 4.")]
    [InlineData("@never", "'@never' is not known; use one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly.")]
    public void A_wrong_cron_expression_is_told_which_field_is_wrong(string expression, string message)
    {
        var error = Schedule.Parse($"cron {expression}").Error;

        Assert.Equal("schedule.cron_invalid", error?.Code);
        Assert.Equal(message, error?.Message);
        Assert.Equal([message], error!.Fields["schedule"]);
    }

    [Fact]
    public void A_wrong_weekday_name_is_told_the_right_ones() => Assert.Contains(
        "or one of SUN, MON, TUE, WED, THU, FRI, SAT", Schedule.Parse("cron 0 0 * * FOO").Error!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "schedule.empty")]
    [InlineData("whenever", "schedule.unknown")]
    [InlineData("every", "schedule.interval_invalid")]
    [InlineData("every 5 parsecs", "schedule.interval_invalid")]
    [InlineData("every 0s", "schedule.interval_range")]
    [InlineData("every 99999999999999999999d", "schedule.interval_range")]
    [InlineData("cron 0 3 * * * @ Europe/Atlantis", "schedule.time_zone_unknown")]
    [InlineData("rrule FREQ=DAILY @ Mars", "schedule.time_zone_unknown")]
    [InlineData("rrule BYDAY=MO", "schedule.rrule_invalid")]
    [InlineData("rrule FREQ=SOMETIMES", "schedule.rrule_invalid")]
    [InlineData("rrule FREQ=DAILY;COUNT=3", "schedule.rrule_invalid")]
    [InlineData("rrule FREQ=DAILY;BYDAYS=MO", "schedule.rrule_invalid")]
    [InlineData("rrule FREQ=WEEKLY;BYDAY=XX", "schedule.rrule_invalid")]
    [InlineData("rrule FREQ=DAILY from yesterday", "schedule.start_invalid")]
    public void What_is_no_schedule_has_a_code(string text, string code) => Assert.Equal(code, Schedule.Parse(text).Error?.Code);

    [Fact]
    public void A_text_without_end_is_refused() => Assert.Equal("schedule.too_long", Schedule.Parse("cron " + new string('*', 10_000)).Error?.Code);
}
