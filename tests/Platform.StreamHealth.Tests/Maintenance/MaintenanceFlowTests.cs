using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Tests.Incidents;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Maintenance;

public sealed class MaintenanceFlowTests : IAsyncLifetime
{
    private MonitorApp _app = null!;
    private WatchedStore _store = null!;

    public async Task InitializeAsync()
    {
        (_app, var transitions) = await WatchedStore.StartAsync();
        _store = new WatchedStore(_app, transitions) { Now = TimeProvider.System.GetUtcNow() };
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Streams_of_an_open_window_fail_in_silence_and_others_do_not()
    {
        var tagged = await _store.AddAsync("tagged", null, "fm");
        var other = await _store.AddAsync("other");
        await _store.RunAsync(tagged, "G");
        await _store.RunAsync(other, "G");
        var window = await PlanAsync(new MaintenanceInput
        {
            Title = "Transmitter",
            Scope = new MaintenanceScope { Tags = ["FM"] },
            StartsAt = TimeProvider.System.GetUtcNow().AddMinutes(-1),
            EndsAt = TimeProvider.System.GetUtcNow().AddHours(1),
        });
        Assert.Equal(MaintenanceState.Active, window.State);
        Assert.All(await _store.RunAsync(tagged, "B B B B"), s => Assert.Equal(MonitorState.Maintenance, s));
        Assert.Equal(MonitorState.Down, (await _store.RunAsync(other, "B B B")).Last());
        Assert.Empty(_store.Transitions.Told(tagged));
        Assert.Empty(await _store.IncidentsAsync(tagged));

        using var ended = await _app.Client.PostAsync($"/api/v1/maintenance/{window.Id}:end", null);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal([MonitorState.Down], await _store.RunAsync(tagged, "B"));
        Assert.Equal(["Maintenance>Down"], _store.Transitions.Told(tagged));
    }

    [Fact]
    public async Task A_watched_stream_goes_into_maintenance_when_the_window_opens_not_at_its_next_check()
    {
        var stream = await _store.AddAsync("rare");
        await _store.RunAsync(stream, "G B B B");
        await _app.QueryAsync(db => db.Streams.Where(s => s.Id == stream).ExecuteUpdateAsync(set => set.SetProperty(s => s.Enabled, true)));
        var window = await PlanAsync(new MaintenanceInput { Title = "Nightly", Scope = new MaintenanceScope { StreamIds = [stream] }, Schedule = "cron 0 3 1 1 * @ Europe/Berlin", DurationMinutes = 60 });
        Assert.Equal(MaintenanceState.Upcoming, window.State);
        using var started = await _app.Client.PostAsync($"/api/v1/maintenance/{window.Id}:start", null);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        var row = await _app.QueryAsync(db => db.Streams.AsNoTracking().SingleAsync(s => s.Id == stream));
        Assert.Equal(MonitorState.Maintenance, row.Monitor);
        var incident = Assert.Single(await _store.IncidentsAsync(stream));
        Assert.Equal(IncidentState.Open, incident.State);
        Assert.Contains(IncidentEntryKind.Maintenance, await _store.TimelineAsync(incident.Id));
    }

    [Fact]
    public async Task The_list_shows_open_ones_first_with_their_next_times_and_pages()
    {
        var now = TimeProvider.System.GetUtcNow();
        await PlanAsync(new MaintenanceInput { Title = "Later", Scope = new MaintenanceScope { All = true }, StartsAt = now.AddDays(1), EndsAt = now.AddDays(1).AddHours(1) });
        await PlanAsync(new MaintenanceInput { Title = "Recurring", Scope = new MaintenanceScope { All = true }, Schedule = "rrule FREQ=YEARLY @ America/New_York", DurationMinutes = 5 });
        await PlanAsync(new MaintenanceInput { Title = "Over", Scope = new MaintenanceScope { All = true }, StartsAt = now.AddDays(-2), EndsAt = now.AddDays(-1) });
        var first = (await _app.Client.GetFromJsonAsync<CursorPage<MaintenanceView>>("/api/v1/maintenance?limit=2", ApiJson.Options))!;
        Assert.Equal("Later", first.Items[0].Title);
        Assert.Equal(5, first.Items[1].Next.Count);
        var second = (await _app.Client.GetFromJsonAsync<CursorPage<MaintenanceView>>($"/api/v1/maintenance?limit=2&cursor={first.NextCursor}", ApiJson.Options))!;
        Assert.Equal(["Over"], second.Items.Select(w => w.Title));
        using var wrong = await _app.Client.PostAsJsonAsync("/api/v1/maintenance", new MaintenanceInput { Title = "" }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private async Task<MaintenanceView> PlanAsync(MaintenanceInput input)
    {
        using var answer = await _app.Client.PostAsJsonAsync("/api/v1/maintenance", input, ApiJson.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<MaintenanceView>(ApiJson.Options))!;
    }
}
