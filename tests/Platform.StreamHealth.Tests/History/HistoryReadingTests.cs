using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Titles;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.History;

public sealed class HistoryReadingOnSqlite : HistoryReadingTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync(configure: AtNoon);
}

[Collection(PostgresTests.Name)]
public sealed class HistoryReadingOnPostgres(PostgresServer server) : HistoryReadingTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync(), configure: AtNoon);
}

public abstract class HistoryReadingTests : OnBothDatabases
{
    private static readonly NoonTimeProvider Clock = new();
    private static readonly DateTimeOffset Hour = Coverage.HourOf(Clock.GetUtcNow());

    protected static void AtNoon(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);

    [Fact]
    public async Task Uptime_is_of_the_watched_time_outside_maintenance_for_each_span()
    {
        var stream = await SeedAsync("Radio One");
        await SeedAsync("Never checked");
        await FillAsync(stream, hours: 24 * 100, hour => hour switch
        {
            0 => (0, 0), // the running hour: nothing yet
            3 => (1800, 0), // half an hour within the last day
            50 => (3600, 0), // an hour within the week
            60 => (0, 3600), // maintenance counts as nothing
            24 * 20 => (3600, 0),
            24 * 70 => (3600, 0),
            24 * 95 => (3600, 0), // too long ago for all
            _ => (0, 0),
        });
        var uptime = await App.Client.GetFromJsonAsync<StreamUptime>($"/api/v1/streams/{stream}/uptime", ApiJson.Options);
        Assert.Equal(100 * (1 - 0.5 / 23), uptime!.Hours24!.Value, 3);
        Assert.Equal(100 * (1 - 1.5 / (7 * 24 - 2)), uptime.Days7!.Value, 3);
        Assert.InRange(uptime.Days30!.Value, 100 * (1 - 2.5 / (29 * 24 - 1)) - 0.001, 100 * (1 - 2.5 / (30 * 24)) + 0.001);
        Assert.InRange(uptime.Days90!.Value, 100 * (1 - 3.5 / (89 * 24 - 1)) - 0.001, 100 * (1 - 3.5 / (90 * 24)) + 0.001);

        var page = await App.Client.GetFromJsonAsync<CursorPage<StreamUptime>>("/api/v1/streams/uptime?limit=1", ApiJson.Options);
        var rest = await App.Client.GetFromJsonAsync<CursorPage<StreamUptime>>($"/api/v1/streams/uptime?cursor={page!.NextCursor}", ApiJson.Options);
        Assert.Equal(["Never checked", "Radio One"], page.Items.Concat(rest!.Items).Select(u => u.Name).Order());
        Assert.Null(page.Items.Concat(rest.Items).Single(u => u.Name == "Never checked").Days90);
    }

    [Fact]
    public async Task A_chart_takes_hours_for_a_month_and_gathers_them_for_a_quarter_and_takes_days_for_a_year()
    {
        var stream = await SeedAsync("Radio One");
        await FillAsync(stream, hours: 24 * 95, hour => hour == 500 ? (600, 0) : (0, 0));
        var month = await HistoryAsync(stream, 720);
        Assert.InRange(month.Length, 719, 721);
        var outage = Assert.Single(month, p => p.State == StreamState.Failing);
        Assert.Equal((Hour.AddHours(-500), 20), (outage.At, outage.Score));
        Assert.Equal(100 * (1 - 600.0 / 3600), outage.UptimePercent!.Value, 3);

        var quarter = await HistoryAsync(stream, 2160);
        Assert.InRange(quarter.Length, 719, 722);
        Assert.Contains(quarter, p => p.State == StreamState.Failing && p.Checks == 180 && p.Score == 20);
        Assert.InRange((await HistoryAsync(stream, 8760)).Length, 95, 97);
        var wrong = await App.Client.GetAsync($"/api/v1/streams/{stream}/history?hours=99999");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await App.Client.GetAsync($"/api/v1/streams/{stream}/history?hours=NaN")).StatusCode);
    }

    [Fact]
    public async Task Hours_and_days_are_given_out_with_what_their_sums_mean()
    {
        var stream = await SeedAsync("Radio One");
        await FillAsync(stream, hours: 48, _ => (360, 0));
        var hours = await App.Client.GetFromJsonAsync<PeriodView[]>($"/api/v1/streams/{stream}/periods?by=hour&from={Hour.AddHours(-5):s}Z&to={Hour:s}Z", ApiJson.Options);
        Assert.Equal(5, hours!.Length);
        Assert.All(hours, h => Assert.Equal((90.0, 60, 20, 360.0, 3240.0), (h.UptimePercent!.Value, h.Checks, h.ScoreMin!.Value, h.DownSeconds, h.UpSeconds)));
        Assert.All(hours, h => Assert.InRange(h.LatencyP50Ms!.Value, 45, 55));
        Assert.All(hours, h => Assert.Equal((50.0, -20.0), (h.LatencyMeanMs!.Value, h.LufsMean!.Value)));
        var days = await App.Client.GetFromJsonAsync<PeriodView[]>($"/api/v1/streams/{stream}/periods?by=day", ApiJson.Options);
        Assert.Equal(48 * 60, days!.Sum(d => d.Checks));
        Assert.Equal(HttpStatusCode.BadRequest, (await App.Client.GetAsync($"/api/v1/streams/{stream}/periods?by=minute")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await App.Client.GetAsync($"/api/v1/streams/{Guid.NewGuid()}/periods")).StatusCode);
    }

    [Fact]
    public async Task Titles_are_listed_newest_first_searched_and_exported_so_that_a_spreadsheet_runs_nothing()
    {
        var stream = await SeedAsync("Radio One");
        await App.QueryAsync(db =>
        {
            string[] titles = ["Kraftwerk - Autobahn", "=HYPERLINK(\"http://evil\")", "Nina, \"live\"", "kraftwerk - Radioactivity"];
            for (var i = 0; i < titles.Length; i++) db.Add(new TitleChange { StreamId = stream, At = Hour.AddMinutes(i), Title = titles[i] });
            return db.SaveChangesAsync();
        });
        var first = await App.Client.GetFromJsonAsync<CursorPage<TitleView>>($"/api/v1/streams/{stream}/titles?limit=3", ApiJson.Options);
        var second = await App.Client.GetFromJsonAsync<CursorPage<TitleView>>($"/api/v1/streams/{stream}/titles?limit=3&cursor={first!.NextCursor}", ApiJson.Options);
        Assert.Equal("kraftwerk - Radioactivity", first.Items[0].Title);
        Assert.Equal((3, 1, null), (first.Items.Count, second!.Items.Count, second.NextCursor));
        var found = await App.Client.GetFromJsonAsync<CursorPage<TitleView>>($"/api/v1/streams/{stream}/titles?search=KRAFT", ApiJson.Options);
        Assert.Equal(2, found!.Items.Count);

        var csv = await App.Client.GetStringAsync($"/api/v1/streams/{stream}/titles.csv");
        Assert.Equal(5, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{Hour:yyyy-MM-ddTHH:mm:ss}Z,Kraftwerk - Autobahn\r\n", csv, StringComparison.Ordinal);
        Assert.Contains(",\"'=HYPERLINK(\"\"http://evil\"\")\"\r\n", csv, StringComparison.Ordinal);
        Assert.Contains(",\"Nina, \"\"live\"\"\"\r\n", csv, StringComparison.Ordinal);
    }

    private async Task<HistoryPoint[]> HistoryAsync(Guid stream, int hours) =>
        (await Get<ReadHistory>().RunAsync(stream, TimeSpan.FromHours(hours), CancellationToken.None)).Value;

    private async Task<Guid> SeedAsync(string name)
    {
        var stream = Seeds.Stream($"http://127.0.0.1/{Guid.NewGuid()}", name);
        await App.QueryAsync(db =>
        {
            db.Streams.Add(stream);
            return db.SaveChangesAsync();
        });
        return stream.Id;
    }

    /// <summary>Hours that were watched through, but for the running one; the argument counts them backwards.</summary>
    private Task<int> FillAsync(Guid stream, int hours, Func<int, (int Down, int Maintenance)> trouble) => App.QueryAsync(db =>
    {
        var days = new Dictionary<DateTimeOffset, DayAggregate>();
        for (var i = 1; i <= hours; i++)
        {
            var (down, maintenance) = trouble(i);
            var latency = LatencyBuckets.Of(50);
            var row = new HourAggregate
            {
                StreamId = stream,
                Start = Hour.AddHours(-i),
                Checks = 60,
                Failing = down > 0 ? 6 : 0,
                Healthy = down > 0 ? 54 : 60,
                ScoreSum = 6000,
                ScoreMin = down > 0 ? 20 : 100,
                DownMs = down * 1000,
                MaintenanceMs = maintenance * 1000,
                UpMs = (3600 - down - maintenance) * 1000,
                LatencyCount = 60,
                LatencySum = 3000,
                LatencyMin = 50,
                LatencyMax = 50,
                Latencies = latency,
                LoudnessCount = 1,
                LoudnessEnergy = 0.01,
            };
            db.Add(row);
            var start = Coverage.DayOf(row.Start);
            if (!days.TryGetValue(start, out var day)) days[start] = day = new DayAggregate { StreamId = stream, Start = start };
            day.Merge(row);
        }

        db.AddRange(days.Values);
        return db.SaveChangesAsync();
    });
}
