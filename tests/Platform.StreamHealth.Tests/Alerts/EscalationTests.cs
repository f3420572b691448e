using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>Who is told what, when: policies played through by the clock.</summary>
public sealed class EscalationTests : IAsyncLifetime
{
    private AlertBench _bench = null!;
    private HttpReceiver _receiver = null!;
    private ChannelView _first = null!;
    private ChannelView _second = null!;
    private MonitoredStream _stream = null!;

    public async Task InitializeAsync()
    {
        _bench = await AlertBench.StartAsync();
        _receiver = await HttpReceiver.StartAsync();
        _first = await _bench.AddChannelAsync(_receiver.Url + "/first", "First");
        _second = await _bench.AddChannelAsync(_receiver.Url + "/second", "Second");
        _stream = await _bench.AddStreamAsync("Radio One", "jazz");
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task The_next_people_are_told_when_nobody_has_acknowledged()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first), AlertBench.Step(10, _second)] });
        await _bench.DownAsync(_stream);
        await PassAsync(0);
        Assert.Equal(["/first down"], Log());
        await PassAsync(9.9);
        Assert.Equal(["/first down"], Log());
        await PassAsync(0.2);
        Assert.Equal(["/first down", "/second escalation"], Log());
        var told = _receiver.Requests.Last().Json;
        Assert.Equal((2, "down"), (told.GetProperty("step").GetInt32(), told.GetProperty("state").GetString()));
        Assert.StartsWith("Radio One is down for 10 min 6 s, since 5 Jan 2026 12:00:00 UTC, and nobody has acknowledged it.\nReason: Silent for 10.0 s", told.GetProperty("text").GetString(), StringComparison.Ordinal);
        await PassAsync(600);
        Assert.Equal(2, Log().Length);
    }

    [Fact]
    public async Task Those_who_were_told_are_told_that_it_is_over_and_how_long_it_took()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first), AlertBench.Step(10, _second)] });
        await _bench.DownAsync(_stream);
        await PassAsync(4);
        await _bench.UpAsync(_stream);
        await PassAsync(0);
        Assert.Equal(["/first down", "/first recovered"], Log());
        var over = _receiver.Requests.Last().Json;
        Assert.Equal((240.0, "up", "down"), (over.GetProperty("lastedSeconds").GetDouble(), over.GetProperty("state").GetString(), over.GetProperty("previousState").GetString()));
        Assert.StartsWith("Radio One is up again after 4 min (down from 5 Jan 2026 12:00:00 UTC to 5 Jan 2026 12:04:00 UTC).\nIt was: Silent for 10.0 s", over.GetProperty("text").GetString(), StringComparison.Ordinal);
        await PassAsync(60);
        Assert.Equal(2, Log().Length);
    }

    [Fact]
    public async Task Reminders_come_while_it_is_down_and_do_not_pile_up_before_a_dead_receiver()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first)], ResendMinutes = 30, Recovery = false });
        await _bench.DownAsync(_stream);
        await PassAsync(0);
        await PassAsync(30);
        await PassAsync(30);
        Assert.Equal(["/first down", "/first reminder", "/first reminder"], Log());

        _receiver.AnswerWith(503);
        for (var i = 0; i < 6; i++) await PassAsync(31);
        Assert.Equal(4, (await _bench.DeliveriesAsync()).Count);
        _receiver.AnswerWith(200);
        await _bench.UpAsync(_stream);
        await PassAsync(120);
        Assert.DoesNotContain("/first recovered", Log());
    }

    [Fact]
    public async Task Only_what_a_policy_is_for_is_told()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Name = "Tag", Scope = new PolicyScope { All = false, Tags = ["jazz"] }, Steps = [AlertBench.Step(0, _first)] });
        await _bench.AddPolicyAsync(new PolicyInput { Name = "Stream", Scope = new PolicyScope { All = false, Streams = [_stream.Id] }, Steps = [AlertBench.Step(0, _second)] });
        var other = await _bench.AddStreamAsync("Radio Two", "rock");
        await _bench.DownAsync(_stream);
        await _bench.DownAsync(other);
        await PassAsync(0);
        Assert.Equal(["/first down", "/second down"], Log());
    }

    [Fact]
    public async Task Degraded_is_told_only_where_it_is_wanted_and_getting_worse_tells_again()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Name = "Down only", Steps = [AlertBench.Step(0, _first)] });
        await _bench.AddPolicyAsync(new PolicyInput { Name = "All", Severity = AlertSeverity.Degraded, Steps = [AlertBench.Step(0, _second)] });
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Degraded);
        await PassAsync(0);
        Assert.Equal(["/second degraded"], Log());
        await PassAsync(5);
        await _bench.MoveAsync(_stream, MonitorState.Degraded, MonitorState.Down);
        await PassAsync(0);
        Assert.Equal(["/second degraded", "/first down", "/second down"], Log());
        await PassAsync(1);
        // For who hears of outages only, degraded is good news.
        await _bench.MoveAsync(_stream, MonitorState.Down, MonitorState.Degraded);
        await PassAsync(0);
        Assert.Equal(["/first recovered", "/second degraded"], Log()[3..]);
        Assert.StartsWith("BACK, but degraded: Radio One", _receiver.Requests.ToArray()[3].Json.GetProperty("subject").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_flaps_or_depends_or_is_maintained()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first)], ResendMinutes = 10 });
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Down, notify: false);
        await PassAsync(60);
        Assert.Empty(Log());

        await _bench.DownAsync(_stream);
        await PassAsync(0);
        // It plays again for a moment: no reminder comes meanwhile, and they go on when it is gone again.
        await _bench.MoveAsync(_stream, MonitorState.Down, MonitorState.Up, notify: false);
        await PassAsync(60);
        Assert.Equal(["/first down"], Log());
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Down, notify: false);
        await PassAsync(1);
        Assert.Equal(["/first down", "/first reminder"], Log());

        await _bench.MoveAsync(_stream, MonitorState.Down, MonitorState.Maintenance, notify: false);
        await PassAsync(60);
        Assert.Equal(2, Log().Length);
    }

    [Fact]
    public async Task Quiet_hours_hold_what_can_wait_and_tell_it_in_one_message_after()
    {
        // Noon in London is 13:00 in Berlin.
        var quiet = new QuietHours { TimeZone = "Europe/Berlin", From = new TimeOnly(12, 0), To = new TimeOnly(14, 30) };
        await _bench.AddPolicyAsync(new PolicyInput { Severity = AlertSeverity.Degraded, Steps = [AlertBench.Step(0, _first)], QuietHours = quiet });
        var other = await _bench.AddStreamAsync("Radio Two");
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Degraded);
        await PassAsync(1);
        await _bench.MoveAsync(_stream, MonitorState.Degraded, MonitorState.Up);
        await PassAsync(1);
        Assert.Empty(Log());
        await _bench.DownAsync(other);
        await PassAsync(0);
        Assert.Equal(["/first down"], Log());

        await PassAsync(87);
        Assert.Equal(["/first down"], Log());
        await PassAsync(2);
        Assert.Equal(["/first down", "/first digest"], Log());
        var digest = _receiver.Requests.Last().Json;
        Assert.Equal("2 messages from the quiet hours", digest.GetProperty("subject").GetString());
        Assert.Equal(["degraded", "recovered"], digest.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("event").GetString()));
        Assert.Contains("Radio One is degraded since 5 Jan 2026 12:00:00 UTC. Silent for 10.0 s", digest.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal([DeliveryState.Digested, DeliveryState.Digested, DeliveryState.Sent, DeliveryState.Sent], (await _bench.DeliveriesAsync()).Select(d => d.State));
    }

    [Fact]
    public async Task Quiet_hours_may_drop_and_may_hold_even_an_outage()
    {
        var quiet = new QuietHours { TimeZone = "UTC", From = new TimeOnly(11, 0), To = new TimeOnly(14, 0), DownBreaksThrough = false, Held = HeldMessages.Drop };
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first)], QuietHours = quiet, ResendMinutes = 60 });
        await _bench.DownAsync(_stream);
        await PassAsync(0);
        Assert.Empty(Log());
        Assert.Equal((DeliveryState.Dropped, "Quiet hours; this policy does not send later."), ((await _bench.DeliveriesAsync())[0].State, (await _bench.DeliveriesAsync())[0].Error));
        await PassAsync(61);
        Assert.Empty(Log());
        // Still down when they end: the reminder tells it.
        await PassAsync(60);
        Assert.Equal(["/first reminder"], Log());
    }

    [Theory]
    [InlineData("2026-03-28T22:30:00Z", "2026-03-29T05:00:00Z")] // the night the clock goes forward in Berlin
    [InlineData("2026-10-24T21:30:00Z", "2026-10-25T06:00:00Z")] // and back
    [InlineData("2026-01-05T12:00:00Z", null)]
    [InlineData("2026-01-05T05:59:59Z", "2026-01-05T06:00:00Z")]
    [InlineData("2026-01-05T06:00:00Z", null)]
    public void Quiet_hours_follow_the_wall_clock(string moment, string? end)
    {
        var quiet = new QuietHours { TimeZone = "Europe/Berlin", From = new TimeOnly(22, 0), To = new TimeOnly(7, 0) };
        var expected = end is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, QuietTimes.EndOf(quiet, DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_day_is_the_day_on_which_they_begin()
    {
        var quiet = new QuietHours { TimeZone = "UTC", Days = [DayOfWeek.Friday], From = new TimeOnly(22, 0), To = new TimeOnly(7, 0) };
        Assert.NotNull(QuietTimes.EndOf(quiet, new DateTimeOffset(2026, 1, 10, 6, 0, 0, TimeSpan.Zero))); // Saturday morning
        Assert.Null(QuietTimes.EndOf(quiet, new DateTimeOffset(2026, 1, 10, 23, 0, 0, TimeSpan.Zero))); // Saturday night
    }

    [Fact]
    public async Task A_paused_stream_ends_its_alert()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first)], ResendMinutes = 10 });
        await _bench.DownAsync(_stream);
        await PassAsync(0);
        await _bench.QueryAsync(async db =>
        {
            (await db.Streams.FindAsync(_stream.Id))!.Enabled = false;
            return await db.SaveChangesAsync();
        });
        await PassAsync(60);
        Assert.Equal(["/first down"], Log());
    }

    [Fact]
    public async Task From_failing_checks_to_messages_and_an_acknowledgement_stops_them()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first), AlertBench.Step(10, _second)], ResendMinutes = 30 });
        await CheckAsync(StreamState.Healthy);
        for (var i = 0; i < 4; i++) await CheckAsync(StreamState.Failing);
        await PassAsync(0);
        Assert.Equal(["/first down"], Log());
        var incident = await _bench.QueryAsync(db => db.Set<Incident>().SingleAsync());
        var told = _receiver.Only().Json;
        Assert.Equal((incident.Id, incident.FailingSince, $"https://monitor.example/incidents/{incident.Id}"), (told.GetProperty("incidentId").GetGuid(), told.GetProperty("since").GetDateTimeOffset(), told.GetProperty("link").GetString()));
        Assert.True(incident.FailingSince < told.GetProperty("at").GetDateTimeOffset());

        // The escalation is written, and somebody acknowledges before it is sent.
        _bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await _bench.Get<AdvanceAlerts>().RunAsync(CancellationToken.None);
        AlertBench.Good(await _bench.Get<HandleIncidents>().AcknowledgeAsync(incident.Id, "Ann", CancellationToken.None));
        await PassAsync(0);
        await PassAsync(120);
        Assert.Equal(["/first down"], Log());
        var dropped = (await _bench.DeliveriesAsync()).Single(d => d.Event == AlertEvent.Escalation);
        Assert.Equal((DeliveryState.Dropped, "Somebody acknowledged the incident before this was sent."), (dropped.State, dropped.Error));

        for (var i = 0; i < 4; i++) await CheckAsync(StreamState.Healthy);
        await PassAsync(0);
        Assert.Equal(["/first down", "/first recovered"], Log());
    }

    [Fact]
    public async Task That_a_stream_keeps_changing_is_told_once_and_again_when_it_is_calm()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _first)], ResendMinutes = 10 });
        await _bench.MoveAsync(_stream, MonitorState.Down, MonitorState.Up, flapping: true);
        await PassAsync(30);
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Down, notify: false);
        await PassAsync(5);
        await _bench.MoveAsync(_stream, MonitorState.Down, MonitorState.Up, notify: false);
        await PassAsync(30);
        Assert.Equal(["FLAPPING: Radio One"], _receiver.Requests.Where(r => r.Headers["X-MediaOps-Event"] != "reminder").Select(r => r.Json.GetProperty("subject").GetString()));
        await _bench.MoveAsync(_stream, MonitorState.Up, MonitorState.Up);
        await PassAsync(0);
        Assert.Equal("UP again: Radio One", _receiver.Requests.Last().Json.GetProperty("subject").GetString());
        await PassAsync(60);
        Assert.Equal("/first recovered", Log()[^1]);
    }

    private async Task CheckAsync(StreamState state)
    {
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var result = Seeds.Result(_stream.Id, _bench.Now, state);
        Finding[] findings = state == StreamState.Healthy ? [] : [new Finding(FindingCodes.Silent, Severity.Error, "Silent for 10.0 s")];
        var report = Seeds.Report(result.Id, _bench.Now) with { Findings = findings };
        Assert.Equal(StoreOutcome.Stored, await _bench.Get<ResultStore>().AddAsync(result, report, CancellationToken.None));
    }

    private Task PassAsync(double minutes) => _bench.PassAsync(TimeSpan.FromMinutes(minutes), _first, _second);

    private string[] Log() => [.. _receiver.Requests.Select(r => $"{r.Path} {r.Headers["X-MediaOps-Event"]}")];
}
