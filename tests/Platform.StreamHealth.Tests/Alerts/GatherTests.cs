using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>Many failures at once are told as one message.</summary>
public sealed class GatherTests : IAsyncLifetime
{
    private AlertBench _bench = null!;
    private HttpReceiver _receiver = null!;
    private ChannelView _hook = null!;

    public async Task InitializeAsync()
    {
        _bench = await AlertBench.StartAsync();
        _receiver = await HttpReceiver.StartAsync();
        _hook = await _bench.AddChannelAsync(_receiver.Url);
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Twelve_streams_that_fail_within_the_window_are_one_message_and_so_is_their_return()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _hook)], GatherSeconds = 30 });
        var streams = new List<(MonitoredStream Stream, Guid Incident)>();
        for (var i = 0; i < 12; i++)
        {
            var stream = await _bench.AddStreamAsync($"Radio {i}");
            streams.Add((stream, await _bench.AddIncidentAsync(stream)));
            await _bench.DownAsync(stream, streams[^1].Incident);
            await PassAsync(2);
        }

        Assert.Empty(_receiver.Requests);
        await PassAsync(7);
        var told = _receiver.Only().Json;
        Assert.Equal(("digest", "down", "12 streams down"), (told.GetProperty("event").GetString(), told.GetProperty("state").GetString(), told.GetProperty("subject").GetString()));
        Assert.Equal(12, told.GetProperty("lines").GetArrayLength());
        Assert.Contains("Radio 11 is down since", told.GetProperty("text").GetString(), StringComparison.Ordinal);
        var texts = await _bench.QueryAsync(db => db.Set<IncidentEntry>().Where(e => e.Kind == IncidentEntryKind.Notified).Select(e => e.Text).ToListAsync());
        Assert.Equal(Enumerable.Repeat("Told Hook: 12 streams down", 12), texts);

        foreach (var (stream, incident) in streams) await _bench.UpAsync(stream, incident);
        await PassAsync(31);
        Assert.Equal("12 streams up again", _receiver.Requests.Last().Json.GetProperty("subject").GetString());
        Assert.Equal(2, _receiver.Requests.Count);
    }

    [Fact]
    public async Task One_failure_is_told_as_ever_when_the_window_is_over()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _hook)], GatherSeconds = 30 });
        await _bench.DownAsync(await _bench.AddStreamAsync("Radio One"));
        var written = Assert.Single(await _bench.DeliveriesAsync());
        await PassAsync(29);
        Assert.Empty(_receiver.Requests);
        await PassAsync(2);
        Assert.Equal(written.Id.ToString(), _receiver.Only().Headers["webhook-id"]);
        Assert.Equal("DOWN: Radio One", _receiver.Only().Json.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task What_each_stream_came_to_last_is_what_counts()
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _hook)], Severity = AlertSeverity.Degraded, GatherSeconds = 60 });
        var (a, b, c) = (await _bench.AddStreamAsync("A"), await _bench.AddStreamAsync("B"), await _bench.AddStreamAsync("C"));
        await _bench.DownAsync(a);
        await PassAsync(1);
        await _bench.DownAsync(b);
        await PassAsync(1);
        await _bench.MoveAsync(c, MonitorState.Up, MonitorState.Degraded);
        await PassAsync(10);
        await _bench.UpAsync(b);
        await PassAsync(55);

        var told = _receiver.Only().Json;
        Assert.Equal("1 stream down, 1 degraded, 1 up again", told.GetProperty("subject").GetString());
        Assert.Equal(["down", "down", "degraded", "up"], told.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_step_that_was_acknowledged_while_it_waited_is_not_told()
    {
        var late = await _bench.AddChannelAsync(_receiver.Url + "/late", "Late");
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, _hook), AlertBench.Step(5, late)], GatherSeconds = 30 });
        var stream = await _bench.AddStreamAsync();
        var incident = await _bench.AddIncidentAsync(stream);
        await _bench.DownAsync(stream, incident);
        await PassAsync(31);
        await _bench.PassAsync(TimeSpan.FromMinutes(5), _hook, late);
        await _bench.QueryAsync(db => db.Set<Incident>().ExecuteUpdateAsync(set => set.SetProperty(i => i.State, IncidentState.Acknowledged)));
        await _bench.PassAsync(TimeSpan.FromSeconds(31), _hook, late);

        _receiver.Only();
        Assert.Equal([DeliveryState.Sent, DeliveryState.Dropped], (await _bench.DeliveriesAsync()).Select(d => d.State));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(601)]
    public async Task A_window_has_bounds(int seconds)
    {
        var saved = await _bench.Get<StreamHealth.Alerts.Escalation.SavePolicy>().CreateAsync(
            new PolicyInput { Name = "x", Steps = [AlertBench.Step(0, _hook)], GatherSeconds = seconds }, CancellationToken.None);
        Assert.Contains("gatherSeconds", saved.Error!.Fields!.Keys);
    }

    private Task PassAsync(double seconds) => _bench.PassAsync(TimeSpan.FromSeconds(seconds), _hook);
}
