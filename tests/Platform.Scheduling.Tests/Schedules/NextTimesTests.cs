using System.Globalization;

namespace Platform.Scheduling.Tests.Schedules;

public class NextTimesTests
{
    [Fact]
    public void An_interval_counts_from_now() => Assert.Equal(
        ["2026-01-05T12:05:00", "2026-01-05T12:10:00"], Next("every 5m", "2026-01-05T12:00:00Z", 2));

    [Fact]
    public void Both_dialects_of_cron_mean_the_same_day_by_Monday()
    {
        var unix = Next("cron 30 3 * * 1", "2026-01-05T12:00:00Z", 3);

        Assert.Equal(["2026-01-12T03:30:00", "2026-01-19T03:30:00", "2026-01-26T03:30:00"], unix);
        Assert.Equal(unix, Next("cron 0 30 3 ? * 2", "2026-01-05T12:00:00Z", 3));
        Assert.Equal(unix, Next("rrule FREQ=WEEKLY;BYDAY=MO from 2024-01-01T03:30:00", "2026-01-05T12:00:00Z", 3));
    }

    [Theory] // Berlin moves its clocks on 2026-03-29 from 02:00 to 03:00, and on 2026-10-25 from 03:00 back to 02:00.
    [InlineData("cron 30 3 * * * @ Europe/Berlin", "2026-03-27T12:00:00Z", "2026-03-28T02:30:00 2026-03-29T01:30:00 2026-03-30T01:30:00")]
    [InlineData("cron 30 3 * * * @ Europe/Berlin", "2026-10-23T12:00:00Z", "2026-10-24T01:30:00 2026-10-25T02:30:00 2026-10-26T02:30:00")]
    [InlineData("rrule FREQ=DAILY from 2026-01-05T03:30:00 @ Europe/Berlin", "2026-03-27T12:00:00Z", "2026-03-28T02:30:00 2026-03-29T01:30:00 2026-03-30T01:30:00")]
    public void A_time_of_day_stays_the_same_when_the_clocks_move(string text, string from, string times) => Assert.Equal(times.Split(' '), Next(text, from, 3));

    [Fact]
    public void A_time_that_is_skipped_in_spring_runs_when_the_clocks_have_moved() => Assert.Equal(
        ["2026-03-28T01:30:00", "2026-03-29T01:00:00", "2026-03-30T00:30:00"], Next("cron 30 2 * * * @ Europe/Berlin", "2026-03-27T12:00:00Z", 3));

    [Fact] // RFC 5545, 3.3.5: read with the offset before the gap.
    public void A_recurrence_that_is_skipped_in_spring_runs_as_long_after_midnight_as_ever() => Assert.Equal(
        ["2026-03-28T01:30:00", "2026-03-29T01:30:00", "2026-03-30T00:30:00"],
        Next("rrule FREQ=DAILY from 2026-01-05T02:30:00 @ Europe/Berlin", "2026-03-27T12:00:00Z", 3));

    [Fact]
    public void A_time_that_comes_twice_in_autumn_runs_once() => Assert.Equal(
        ["2026-10-24T00:30:00", "2026-10-25T00:30:00", "2026-10-26T01:30:00"], Next("cron 30 2 * * * @ Europe/Berlin", "2026-10-23T12:00:00Z", 3));

    [Fact]
    public void Minutes_go_on_through_the_hour_that_comes_twice() => Assert.Equal(
        ["2026-10-25T00:30:00", "2026-10-25T01:00:00", "2026-10-25T01:30:00", "2026-10-25T02:00:00"],
        Next("cron */30 * * * * @ Europe/Berlin", "2026-10-25T00:10:00Z", 4));

    [Fact]
    public void Every_other_week_counts_from_its_start() => Assert.Equal(
        ["2026-01-12T00:00:00", "2026-01-26T00:00:00"], Next("rrule FREQ=WEEKLY;INTERVAL=2;BYDAY=MO from 2025-12-29T00:00:00", "2026-01-05T12:00:00Z", 2));

    [Fact]
    public void A_schedule_that_has_ended_has_no_next_time()
    {
        Assert.Empty(Next("cron 0 0 0 1 1 ? 2020", "2026-01-05T12:00:00Z", 5));
        Assert.Empty(Next("rrule FREQ=DAILY;UNTIL=20250101T000000Z from 2024-01-01T00:00:00", "2026-01-05T12:00:00Z", 5));
    }

    private static string[] Next(string text, string from, int count) =>
        [.. Schedule.Parse(text).Value.NextTimes(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), count).Select(t => t.ToString("s", CultureInfo.InvariantCulture))];
}
