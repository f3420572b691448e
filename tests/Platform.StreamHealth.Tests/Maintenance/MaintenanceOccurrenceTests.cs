using Platform.Scheduling;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Maintenance;

namespace Platform.StreamHealth.Tests.Maintenance;

/// <summary>When windows are open, in Berlin and New York, on the days the clocks change (2026: 29 March and 25 October; 8 March and 1 November).</summary>
public sealed class MaintenanceOccurrenceTests
{
    [Theory]
    // The gap: 02:00 to 03:00 does not exist in Berlin on 29 March; the window begins when the clocks have moved.
    [InlineData("cron 30 2 * * * @ Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00Z 2026-03-30T00:30Z")]
    // The overlap: 02:30 comes twice in Berlin on 25 October; the window opens once, the first time.
    [InlineData("cron 30 2 * * * @ Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    [InlineData("cron 30 2 * * * @ America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:00Z 2026-03-09T06:30Z")]
    [InlineData("cron 30 1 * * * @ America/New_York", "2026-10-31T12:00Z", "2026-11-01T05:30Z 2026-11-02T06:30Z")]
    [InlineData("rrule FREQ=DAILY;BYHOUR=4;BYMINUTE=0;BYSECOND=0 @ Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T02:00Z 2026-03-30T02:00Z")]
    [InlineData("rrule FREQ=DAILY;BYHOUR=4;BYMINUTE=0;BYSECOND=0 @ America/New_York", "2026-10-31T12:00Z", "2026-11-01T09:00Z 2026-11-02T09:00Z")]
    public void A_recurring_window_begins_by_the_clock_of_its_zone(string schedule, string now, string starts)
    {
        var next = Occurrences.After(Recurring(schedule, 120), At(now), 2);
        Assert.Equal(starts.Split(' ').Select(At), next.Select(o => o.From));
        Assert.All(next, o => Assert.Equal(TimeSpan.FromHours(2), o.Until - o.From));
    }

    [Fact]
    public void A_window_over_the_change_of_the_clocks_lasts_as_long_as_it_says_in_elapsed_time()
    {
        var berlin = Recurring("cron 0 1 * * * @ Europe/Berlin", 180);
        Assert.Equal(new MaintenanceOccurrence(At("2026-03-29T00:00Z"), At("2026-03-29T03:00Z")), Occurrences.At(berlin, At("2026-03-29T02:59Z")));
        Assert.Null(Occurrences.At(berlin, At("2026-03-29T03:00Z")));
        Assert.NotNull(Occurrences.At(berlin, At("2026-10-25T01:59Z")));
        Assert.Null(Occurrences.At(berlin, At("2026-10-25T02:00Z")));
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00Z")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30Z")]
    [InlineData("2026-03-08T02:30", "America/New_York", "2026-03-08T07:00Z")]
    [InlineData("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30Z")]
    [InlineData("2026-07-01T12:00", "America/New_York", "2026-07-01T16:00Z")]
    public void A_time_that_somebody_types_is_an_instant_of_the_zone(string local, string zone, string instant) =>
        Assert.Equal(At(instant), ZonedTime.ToInstant(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void A_single_window_is_open_from_its_begin_until_just_before_its_end()
    {
        var window = Single("2026-03-29T00:30Z", "2026-03-29T01:30Z");
        Assert.Null(Occurrences.At(window, At("2026-03-29T00:29Z")));
        Assert.NotNull(Occurrences.At(window, At("2026-03-29T00:30Z")));
        Assert.Null(Occurrences.At(window, At("2026-03-29T01:30Z")));
        Assert.Single(Occurrences.After(window, At("2026-03-28T00:00Z"), 5));
    }

    [Fact]
    public void An_occurrence_that_was_ended_early_stays_ended_and_the_next_one_comes()
    {
        var window = Recurring("cron 0 * * * * @ UTC", 30);
        window.EndedStart = At("2026-05-01T12:00Z");
        Assert.Null(Occurrences.At(window, At("2026-05-01T12:10Z")));
        Assert.NotNull(Occurrences.At(window, At("2026-05-01T13:10Z")));
    }

    [Fact]
    public void A_window_started_by_hand_is_open_for_as_long_as_it_lasts_and_keeps_its_times()
    {
        var window = Recurring("cron 0 2 * * 0 @ Europe/Berlin", 60);
        window.StartedAt = At("2026-05-01T12:00Z");
        Assert.Equal(At("2026-05-01T13:00Z"), Occurrences.At(window, At("2026-05-01T12:59Z"))!.Until);
        Assert.Null(Occurrences.At(window, At("2026-05-01T13:00Z")));
        Assert.Equal(At("2026-05-03T00:00Z"), Occurrences.After(window, At("2026-05-01T12:30Z"), 1)[0].From);
    }

    [Theory]
    [InlineData("every 1h", 60, "schedule")]
    [InlineData("cron 0 2 * * 0 @ Mars/Base", 60, "schedule")]
    [InlineData("cron 0 2 1 1 ? 2020", 60, "schedule")]
    [InlineData("cron 0 2 * * 0", 0, "durationMinutes")]
    public void What_is_no_recurring_window_is_said_beside_the_field(string schedule, int minutes, string field)
    {
        var input = new MaintenanceInput { Title = "x", Scope = new MaintenanceScope { All = true }, Schedule = schedule, DurationMinutes = minutes };
        Assert.Contains(field, MaintenanceRules.Check(input, At("2026-05-01T12:00Z")).Error!.Fields.Keys);
    }

    private static MaintenanceWindow Recurring(string schedule, int minutes) => Window(w => (w.Schedule, w.DurationMinutes) = (Schedule.Parse(schedule).Value.ToString(), minutes));

    private static MaintenanceWindow Single(string from, string until) => Window(w => (w.StartsAt, w.EndsAt) = (At(from), At(until)));

    private static MaintenanceWindow Window(Action<MaintenanceWindow> set)
    {
        var window = new MaintenanceWindow { Id = Guid.NewGuid(), Title = "Works", Scope = new MaintenanceScope { All = true }, CreatedBy = "ann", CreatedAt = DateTimeOffset.UnixEpoch };
        set(window);
        return window;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
