using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;
using static Platform.StreamHealth.Contracts.IncidentEntryKind;
using static Platform.StreamHealth.Contracts.MonitorState;

namespace Platform.StreamHealth.Tests.Incidents;

public sealed class IncidentsOnSqlite : IncidentTests
{
    private protected override Task<(MonitorApp, Transitions)> StartAsync() => WatchedStore.StartAsync();
}

[Collection(PostgresTests.Name)]
public sealed class IncidentsOnPostgres(PostgresServer server) : IncidentTests
{
    private protected override async Task<(MonitorApp, Transitions)> StartAsync() => await WatchedStore.StartAsync(await server.CreateDatabaseAsync());
}

public abstract class IncidentTests : IAsyncLifetime
{
    private MonitorApp _app = null!;
    private WatchedStore _store = null!;

    private protected abstract Task<(MonitorApp App, Transitions Transitions)> StartAsync();

    public async Task InitializeAsync()
    {
        (_app, var transitions) = await StartAsync();
        _store = new WatchedStore(_app, transitions);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task An_outage_is_one_incident_from_the_first_failing_check_to_the_recovery()
    {
        var stream = await _store.AddAsync("one");
        Assert.Equal([Up, Pending, Pending, Down, Down], await _store.RunAsync(stream, "G B B B B"));
        var open = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal((IncidentState.Open, IncidentSeverity.Down, "connect.failed", 4), (open.State, open.Severity, open.Code, open.BadChecks));
        Assert.Equal((Seeds.Start.AddMinutes(1), Seeds.Start.AddMinutes(3)), (open.FailingSince, open.OpenedAt));

        Assert.Equal([Down, Up], await _store.RunAsync(stream, "G G"));
        var over = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal((IncidentState.Resolved, Seeds.Start.AddMinutes(6)), (over.State, over.ResolvedAt!.Value));
        Assert.Null(over.ResolvedBy);
        Assert.Equal([Opened, Resolved], await _store.TimelineAsync(open.Id));
        Assert.Equal(["Pending>Down", "Down>Up"], _store.Transitions.Told(stream));
        Assert.All(_store.Transitions.All.Where(t => t.Notify), t => Assert.Equal(open.Id, t.IncidentId));
        var row = await _app.QueryAsync(db => db.Streams.AsNoTracking().SingleAsync(s => s.Id == stream));
        Assert.Equal((Up, Seeds.Start.AddMinutes(6), 0), (row.Monitor, row.MonitorSince!.Value, row.FailuresInRow));
    }

    [Fact]
    public async Task Failing_again_soon_goes_on_with_the_incident_and_failing_later_opens_another()
    {
        var stream = await _store.AddAsync("one");
        await _store.RunAsync(stream, "G B B B G G B B B G G");
        var once = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal(1, once.Reopened);
        Assert.Equal([Opened, Resolved, Reopened, Resolved], await _store.TimelineAsync(once.Id));
        _store.Now += TimeSpan.FromHours(1);
        await _store.RunAsync(stream, "G B B B");
        Assert.Equal(2, (await _store.IncidentsAsync(stream)).Count);
    }

    [Fact]
    public async Task What_degrades_and_then_fails_is_one_incident_that_became_worse()
    {
        var stream = await _store.AddAsync("one");
        Assert.Equal(Down, (await _store.RunAsync(stream, "G d d d s s s")).Last());
        var incident = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal((IncidentSeverity.Down, "audio.silent"), (incident.Severity, incident.Code));
        Assert.Equal([Opened, StateChanged], await _store.TimelineAsync(incident.Id));
    }

    [Fact]
    public async Task A_flapping_stream_is_one_open_incident_until_it_is_calm()
    {
        var stream = await _store.AddAsync("one");
        await _store.RunAsync(stream, "G" + string.Concat(Enumerable.Repeat(" B B B G G", 8)));
        var incident = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.True(incident.Flapping);
        Assert.Equal(IncidentState.Open, incident.State);
        var told = _store.Transitions.Told(stream).Count;
        await _store.RunAsync(stream, string.Concat(Enumerable.Repeat(" G", 16)));
        incident = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal((false, IncidentState.Resolved), (incident.Flapping, incident.State));
        Assert.InRange(_store.Transitions.Told(stream).Count - told, 0, 1);
        Assert.Equal(Up, _store.Transitions.All.Last(t => t.StreamId == stream && t.Notify).To);
    }

    [Fact]
    public async Task A_stream_whose_parent_is_down_has_an_incident_that_says_so_and_nobody_is_told()
    {
        var parent = await _store.AddAsync("encoder");
        await EnableAsync(parent);
        var child = await _store.AddAsync("relay", parent);
        await _store.RunAsync(parent, "G B B B");
        await _store.RunAsync(child, "G B B B");
        var incident = Assert.Single(await _store.IncidentsAsync(child));
        Assert.Equal(parent, incident.CauseStreamId);
        Assert.Empty(_store.Transitions.Told(child));
        Assert.Equal(parent, _store.Transitions.All.Last(t => t.StreamId == child).CauseStreamId);

        await _store.RunAsync(parent, "G G");
        await _store.RunAsync(child, "G G");
        Assert.Equal(IncidentState.Resolved, Assert.Single(await _store.IncidentsAsync(child)).State);
        Assert.Empty(_store.Transitions.Told(child));
    }

    [Fact]
    public async Task An_incident_accepted_by_hand_stays_over_until_something_changes()
    {
        var stream = await _store.AddAsync("one");
        await EnableAsync(stream);
        await _store.RunAsync(stream, "G d d d");
        var handle = _app.Get<HandleIncidents>();
        var id = Assert.Single(await _store.IncidentsAsync(stream)).Id;
        var refused = await handle.ResolveAsync(id, accept: false, null, "ann", CancellationToken.None);
        Assert.Equal("incident.still_failing", refused.Error!.Code);
        Assert.True((await handle.ResolveAsync(id, accept: true, "It is an old recording", "ann", CancellationToken.None)).Ok);
        await _store.RunAsync(stream, "d d d");
        var accepted = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal((IncidentState.Resolved, "ann"), (accepted.State, accepted.ResolvedBy));

        await _store.RunAsync(stream, "s s s");
        Assert.Contains(await _store.IncidentsAsync(stream), i => i.State == IncidentState.Open);
    }

    [Fact]
    public async Task A_clock_put_back_neither_stops_the_monitor_nor_makes_a_negative_outage()
    {
        var stream = await _store.AddAsync("one");
        await _store.RunAsync(stream, "G B B B");
        _store.Now -= TimeSpan.FromHours(5);
        Assert.Equal([Down, Up], await _store.RunAsync(stream, "G G"));
        var incident = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal(IncidentState.Resolved, incident.State);
        var view = (await _app.Get<ReadIncidents>().GetAsync(incident.Id, CancellationToken.None)).Value.Incident;
        Assert.Equal(0, view.DurationSeconds);
    }

    private Task<int> EnableAsync(Guid stream) =>
        _app.QueryAsync(db => db.Streams.Where(s => s.Id == stream).ExecuteUpdateAsync(set => set.SetProperty(s => s.Enabled, true)));
}
