using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.StatusPages.Public;
using Platform.StreamHealth.Streams.Groups;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.StatusPages;

public sealed class StatusPageTests : IAsyncLifetime
{
    private const string Secret = "internal-host.example";
    private readonly NoonTimeProvider _clock = new();
    private MonitorApp _app = null!;

    public async Task InitializeAsync() => _app = await MonitorApp.StartAsync(configure: services => services.AddSingleton<TimeProvider>(_clock));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Nothing_is_public_until_somebody_makes_a_page_and_then_only_what_is_on_it()
    {
        var (shown, _) = (await SeedAsync("Radio One", MonitorState.Down, "Server internal-host.example answered 404"), await SeedAsync("Secret Radio", MonitorState.Up));
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync("/status/listeners")).StatusCode);
        await CreateAsync(new StatusPageInput { Slug = "listeners", Title = "Radio <One> & friends", Announcement = "We move\nhouse.", Items = [new StatusPageItem { StreamId = shown, Name = "Main programme" }] });

        using var answer = await _app.Client.GetAsync("/status/listeners");
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Radio &lt;One&gt; &amp; friends", html, StringComparison.Ordinal);
        Assert.Contains("Some streams are down", html, StringComparison.Ordinal);
        Assert.Contains("Main programme", html, StringComparison.Ordinal);
        foreach (var hidden in (string[])["Secret Radio", "Radio One<", Secret, "127.0.0.1", "blazor"]) Assert.DoesNotContain(hidden, html, StringComparison.OrdinalIgnoreCase);
        var json = await _app.Client.GetStringAsync("/status/listeners/status.json");
        Assert.Contains("\"key\":\"main-programme\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, json, StringComparison.Ordinal);
        Assert.DoesNotContain(shown.ToString(), json + html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_is_told_only_when_the_page_says_so()
    {
        var stream = await SeedAsync("Radio One", MonitorState.Down, "Silent for 10 s");
        await CreateAsync(new StatusPageInput { Slug = "open", Title = "Open", ShowReasons = true, Items = [new StatusPageItem { StreamId = stream }] });
        // Whatever the last check said by now: the scheduler may have found the stream meanwhile.
        Assert.Contains("<p class=\"reason\">", await _app.Client.GetStringAsync("/status/open"), StringComparison.Ordinal);
        await CreateAsync(new StatusPageInput { Slug = "silent", Title = "Silent", Items = [new StatusPageItem { StreamId = stream }] });
        Assert.DoesNotContain("class=\"reason\"", await _app.Client.GetStringAsync("/status/silent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_shows_all_its_streams_and_days_with_an_outage_say_how_long()
    {
        var group = new StreamGroup { Id = Guid.CreateVersion7(), Name = "Berlin", SortName = "berlin", Version = 1, CreatedAt = Seeds.Start, UpdatedAt = Seeds.Start };
        await _app.QueryAsync(db =>
        {
            db.Add(group);
            return db.SaveChangesAsync();
        });
        var first = await SeedAsync("Radio One", MonitorState.Up, group: group.Id);
        await SeedAsync("Radio One", MonitorState.Degraded, group: group.Id);
        var today = Coverage.DayOf(_clock.GetUtcNow());
        await _app.QueryAsync(db =>
        {
            db.Add(new DayAggregate { StreamId = first, Start = today.AddDays(-3), UpMs = 82_800_000, DownMs = 3_600_000 });
            db.Add(new DayAggregate { StreamId = first, Start = today.AddDays(-4), MaintenanceMs = 86_400_000 });
            return db.SaveChangesAsync();
        });
        await CreateAsync(new StatusPageInput { Slug = "berlin", Title = "Berlin", Items = [new StatusPageItem { GroupId = group.Id }] });
        var html = await _app.Client.GetStringAsync("/status/berlin");
        Assert.Contains("<h2>Berlin</h2>", html, StringComparison.Ordinal);
        Assert.Contains($"<title>{today.AddDays(-3):yyyy-MM-dd}: 95.83 %, down for 1 h</title>", html, StringComparison.Ordinal);
        Assert.Contains($"<title>{today.AddDays(-4):yyyy-MM-dd}: maintenance</title>", html, StringComparison.Ordinal);
        Assert.Contains("uptime 95.83 %, 1 day with an outage", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _app.Client.GetAsync("/status/berlin/badges/radio-one-2.svg?kind=state")).StatusCode);
    }

    [Fact]
    public async Task Open_incidents_stand_on_the_page_and_in_the_feed_with_the_shown_name_only()
    {
        var stream = await SeedAsync("Internal name", MonitorState.Down);
        var now = _clock.GetUtcNow();
        await _app.QueryAsync(db =>
        {
            foreach (var (at, end) in new (DateTimeOffset, DateTimeOffset?)[] { (now.AddHours(-1), null), (now.AddDays(-2), now.AddDays(-2).AddMinutes(5)), (now.AddDays(-20), now.AddDays(-20).AddMinutes(5)) })
            {
                db.Add(new Incident
                {
                    Id = Guid.CreateVersion7(at),
                    StreamId = stream,
                    OpenedAt = at,
                    FailingSince = at,
                    Severity = IncidentSeverity.Down,
                    State = end is null ? IncidentState.Open : IncidentState.Resolved,
                    ResolvedAt = end,
                    Code = "connect.refused",
                    Reason = $"{Secret} refuses",
                });
            }

            return db.SaveChangesAsync();
        });
        await CreateAsync(new StatusPageInput { Slug = "incidents", Title = "Incidents", Items = [new StatusPageItem { StreamId = stream, Name = "Radio One" }] });
        var html = await _app.Client.GetStringAsync("/status/incidents");
        Assert.Contains("Current incidents", html, StringComparison.Ordinal);
        Assert.Contains("over after 5 min", html, StringComparison.Ordinal);
        var feed = await _app.Client.GetStringAsync("/status/incidents/feed.rss");
        Assert.Equal(["Radio One: outage", "Radio One: outage (over)"], XDocument.Parse(feed).Descendants("item").Select(i => (string?)i.Element("title")));
        foreach (var hidden in (string[])[Secret, "Internal name"]) Assert.DoesNotContain(hidden, html + feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crowd_gets_the_same_bytes_and_who_has_them_gets_none()
    {
        await CreateAsync(new StatusPageInput { Slug = "crowd", Title = "Crowd", Items = [new StatusPageItem { StreamId = await SeedAsync("Radio One", MonitorState.Up) }] });
        using var first = await _app.Client.GetAsync("/status/crowd");
        Assert.Equal("public, max-age=15", first.Headers.CacheControl!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/status/crowd");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _app.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);

        using var packed = new HttpRequestMessage(HttpMethod.Get, "/status/crowd") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var third = await _app.Client.SendAsync(packed);
        Assert.Equal("gzip", Assert.Single(third.Content.Headers.ContentEncoding));
        Assert.NotEqual(first.Headers.ETag, third.Headers.ETag);
        Assert.True(third.Content.Headers.ContentLength < first.Content.Headers.ContentLength / 2);
    }

    [Fact]
    public async Task Badges_show_uptime_state_or_latency_and_a_label_cannot_break_out_of_them()
    {
        var stream = await SeedAsync("Radio \"One\" <1>", MonitorState.Down);
        await CreateAsync(new StatusPageInput { Slug = "badges", Title = "Badges", Items = [new StatusPageItem { StreamId = stream }] });
        foreach (var query in (string[])["", "?kind=uptime&window=24h", "?kind=state", "?kind=state&label=%3Cscript%3E%22x"])
        {
            using var answer = await _app.Client.GetAsync($"/status/badges/badges/radio-one-1.svg{query}");
            Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("svg", XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Name.LocalName);
        }

        foreach (var wrong in (string[])["radio-one-1.svg?kind=latency", "radio-one-1.svg?kind=uptime&window=2d", "radio-one-1.svg?kind=other", "other.svg"])
            Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync($"/status/badges/badges/{wrong}")).StatusCode);
    }

    [Fact]
    public async Task A_page_is_checked_changed_and_deleted_through_the_api()
    {
        var stream = await SeedAsync("Radio One", MonitorState.Up);
        foreach (var (input, field) in new (StatusPageInput, string)[]
        {
            (new() { Slug = "-x", Title = "T", Items = [new() { StreamId = stream }] }, "slug"),
            (new() { Slug = "x", Title = " ", Items = [new() { StreamId = stream }] }, "title"),
            (new() { Slug = "x", Title = "T" }, "items"),
            (new() { Slug = "x", Title = "T", Items = [new() { StreamId = Guid.NewGuid() }] }, "items"),
            (new() { Slug = "x", Title = "T", Items = [new() { StreamId = stream, GroupId = stream }] }, "items"),
        })
        {
            using var refused = await _app.Client.PostAsJsonAsync("/api/v1/status-pages", input, ApiJson.Options);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains($"\"{field}\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var page = await CreateAsync(new StatusPageInput { Slug = "Radio-1 ", Title = "T", Items = [new() { StreamId = stream }] });
        Assert.Equal(("radio-1", "/status/radio-1"), (page.Slug, page.Path));
        using var twice = await _app.Client.PostAsJsonAsync("/api/v1/status-pages", page with { Title = "Other" }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);

        await _app.Client.GetStringAsync("/status/radio-1");
        using var changed = await _app.Client.PutAsJsonAsync($"/api/v1/status-pages/{page.Id}", page with { Title = "New title" }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("New title", await _app.Client.GetStringAsync("/status/radio-1"), StringComparison.Ordinal);
        using var stale = await _app.Client.PutAsJsonAsync($"/api/v1/status-pages/{page.Id}", page with { Title = "Lost" }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using var off = await _app.Client.PutAsJsonAsync($"/api/v1/status-pages/{page.Id}", page with { Enabled = false, Version = null }, ApiJson.Options);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Client.GetAsync("/status/radio-1")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _app.Client.DeleteAsync($"/api/v1/status-pages/{page.Id}")).StatusCode);
        Assert.Empty((await _app.Client.GetFromJsonAsync<CursorPage<StatusPageView>>("/api/v1/status-pages", ApiJson.Options))!.Items);
    }

    [Fact]
    public void A_feed_tells_each_incident_once_and_stays_xml_whatever_a_stream_is_called()
    {
        var at = new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);
        var page = new StatusSnapshot
        {
            Slug = "x",
            Title = "A & \u0001 B",
            Announcement = "",
            At = at,
            State = MonitorState.Up,
            Sections = [],
            Incidents = [new(Guid.NewGuid(), "<One>", true, at, at.AddMinutes(7), null), new(Guid.NewGuid(), "Two \U0001F4FB", false, at, null, "Too quiet")],
        };
        var items = XDocument.Parse(Feed.Write(page, "https://radio.example/status/x")).Descendants("item").ToList();
        Assert.Equal(["<One>: outage (over)", "Two \U0001F4FB: degraded"], items.Select(i => (string?)i.Element("title")));
        Assert.Equal("Began 2026-05-01 10:00 UTC. Over after 7 min.", (string?)items[0].Element("description"));
        Assert.Equal("Began 2026-05-01 10:00 UTC. It goes on. Too quiet", (string?)items[1].Element("description"));
    }

    [Theory]
    [InlineData(99.999, "99.99 %")]
    [InlineData(100.0, "100 %")]
    [InlineData(99.9, "99.9 %")]
    [InlineData(0.0, "0 %")]
    [InlineData(null, "no data")]
    public void Uptime_is_cut_so_that_only_all_is_all(double? percent, string text) => Assert.Equal(text, StatusWords.Percent(percent));

    private async Task<StatusPageView> CreateAsync(StatusPageInput input)
    {
        using var answer = await _app.Client.PostAsJsonAsync("/api/v1/status-pages", input, ApiJson.Options);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<StatusPageView>(ApiJson.Options))!;
    }

    private async Task<Guid> SeedAsync(string name, MonitorState state, string? reason = null, Guid? group = null)
    {
        var stream = Seeds.Stream($"http://127.0.0.1/{Guid.NewGuid()}", name);
        (stream.Enabled, stream.Monitor, stream.Reason, stream.LatencyMs, stream.GroupId) = (true, state, reason, 42, group);
        // The scheduler may find it and check it: a check that comes late changes nothing of what is shown.
        (stream.FailuresToDown, stream.Memory, stream.CheckedAt) = (1, MonitorMemory.Fresh with { State = state }, _clock.GetUtcNow().AddDays(1));
        await _app.QueryAsync(db =>
        {
            db.Streams.Add(stream);
            return db.SaveChangesAsync();
        });
        return stream.Id;
    }
}
