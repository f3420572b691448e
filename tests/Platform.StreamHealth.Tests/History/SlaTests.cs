using System.Net;
using System.Net.Http.Json;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.History;

public sealed class SlaOnSqlite : SlaTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync();
}

[Collection(PostgresTests.Name)]
public sealed class SlaOnPostgres(PostgresServer server) : SlaTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync());
}

public abstract class SlaTests : OnBothDatabases
{
    // March 2026 in Berlin begins at 23:00 UTC of 28 February and ends, in summer time, at 22:00 UTC of 31 March.
    private static readonly DateTimeOffset MarchInBerlin = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_month_is_the_zone_s_month_and_leaves_maintenance_out()
    {
        var stream = await SeedAsync("Radio One", "fm");
        await FillAsync(stream, MarchInBerlin.AddDays(-2), days: 36, hour =>
            hour == MarchInBerlin.AddHours(-1) ? (3600, 0) // still February in Berlin
            : hour == MarchInBerlin ? (1800, 0)
            : hour == MarchInBerlin.AddDays(10) ? (900, 1800)
            : hour == new DateTimeOffset(2026, 3, 31, 21, 0, 0, TimeSpan.Zero) ? (60, 0) // the last hour of March
            : hour == new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero) ? (3600, 0) // April already
            : (0, 0));
        await IncidentAsync(stream, MarchInBerlin.AddMinutes(-60), TimeSpan.FromMinutes(90));
        await IncidentAsync(stream, MarchInBerlin.AddDays(10), TimeSpan.FromMinutes(15));
        await IncidentAsync(stream, MarchInBerlin.AddDays(10).AddHours(5), TimeSpan.FromMinutes(1), IncidentSeverity.Degraded);
        await IncidentAsync(stream, MarchInBerlin.AddDays(60), TimeSpan.FromMinutes(1));

        var report = await ReadAsync("month=2026-03&zone=Europe/Berlin&target=99.5");
        Assert.Equal((MarchInBerlin, new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero)), (report.From, report.To));
        var line = Assert.Single(report.Streams);
        Assert.Equal((1800 + 900 + 60, 1800), (line.DownSeconds, line.MaintenanceSeconds));
        Assert.Equal(743 * 3600 - 2760 - 1800, line.UpSeconds); // 31 days, one of 23 hours
        Assert.Equal(100.0 * line.UpSeconds / (line.UpSeconds + 2760), line.UptimePercent!.Value, 3);
        Assert.Equal((true, 2), (line.Met, line.Outages));
        Assert.Equal((1380.0, 1800.0), (line.MttrSeconds!.Value, line.LongestOutageSeconds!.Value)); // of the first only what lies in March
        Assert.Equal(line.UpSeconds / 2, line.MtbfSeconds!.Value, 0);
        Assert.False((await ReadAsync("month=2026-03&zone=Europe/Berlin&target=99.9")).Streams[0].Met);
        var utc = await ReadAsync("month=2026-03");
        Assert.Equal(2 * 3600 - 3600 + 1800 - 1800 + 900 + 60, utc.Streams[0].DownSeconds); // without February's last hour in UTC, with April's first of Berlin
    }

    [Fact]
    public async Task Days_are_chosen_freely_and_streams_by_tag_and_the_total_is_of_all()
    {
        var (one, two) = (await SeedAsync("One", "fm"), await SeedAsync("Two", "web"));
        foreach (var stream in new[] { one, two }) await FillAsync(stream, MarchInBerlin, days: 3, hour => stream == two && hour == MarchInBerlin.AddHours(1) ? (3600, 0) : (0, 0));
        var all = await ReadAsync("from=2026-03-01&to=2026-03-01");
        Assert.Equal(["One", "Two"], all.Streams.Select(s => s.Name));
        Assert.Equal((100.0, false), (all.Streams[0].UptimePercent!.Value, all.Streams[1].Met!.Value));
        Assert.Equal(3600, all.Total.DownSeconds);
        Assert.Equal(["Two"], (await ReadAsync("from=2026-03-01&to=2026-03-01&tag=web")).Streams.Select(s => s.Name));
        Assert.Equal(["One"], (await ReadAsync($"from=2026-03-01&to=2026-03-01&stream={one}")).Streams.Select(s => s.Name));
        Assert.Null((await ReadAsync("from=2020-01-01&to=2020-01-31")).Total.UptimePercent);

        var csv = (await App.Client.GetStringAsync("/api/v1/reports/sla.csv?from=2026-03-01&to=2026-03-01")).Split("\r\n");
        Assert.StartsWith("One,,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,UTC,99.9,100,yes,", csv[1], StringComparison.Ordinal);
        Assert.StartsWith("All streams,", csv[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("month=2026-13", "month")]
    [InlineData("zone=Mars/Olympus", "zone")]
    [InlineData("from=2026-03-01&to=2026-02-01", "to")]
    [InlineData("from=2020-01-01&to=2026-02-01", "from")]
    [InlineData("target=101", "target")]
    public async Task What_cannot_be_reported_is_said_by_field(string query, string field)
    {
        using var answer = await App.Client.GetAsync($"/api/v1/reports/sla?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<SlaReport> ReadAsync(string query) => (await App.Client.GetFromJsonAsync<SlaReport>($"/api/v1/reports/sla?{query}", ApiJson.Options))!;

    private Task<int> IncidentAsync(Guid stream, DateTimeOffset at, TimeSpan length, IncidentSeverity severity = IncidentSeverity.Down) => App.QueryAsync(db =>
    {
        db.Add(new Incident
        {
            Id = Guid.CreateVersion7(at),
            StreamId = stream,
            OpenedAt = at,
            FailingSince = at,
            Severity = severity,
            State = IncidentState.Resolved,
            ResolvedAt = at + length,
            Code = "connect.refused",
            Reason = "Nobody answers",
        });
        return db.SaveChangesAsync();
    });

    private async Task<Guid> SeedAsync(string name, string tag)
    {
        var stream = Seeds.Stream($"http://127.0.0.1/{Guid.NewGuid()}", name);
        stream.Tags.Add(new StreamTag { Name = tag, StreamId = stream.Id });
        await App.QueryAsync(db =>
        {
            db.Streams.Add(stream);
            return db.SaveChangesAsync();
        });
        return stream.Id;
    }

    private Task<int> FillAsync(Guid stream, DateTimeOffset start, int days, Func<DateTimeOffset, (int Down, int Maintenance)> trouble) => App.QueryAsync(db =>
    {
        var sums = new Dictionary<DateTimeOffset, DayAggregate>();
        for (var hour = start; hour < start.AddDays(days); hour = hour.AddHours(1))
        {
            var (down, maintenance) = trouble(hour);
            var row = new HourAggregate { StreamId = stream, Start = hour, Checks = 60, DownMs = down * 1000, MaintenanceMs = maintenance * 1000, UpMs = (3600 - down - maintenance) * 1000 };
            db.Add(row);
            if (!sums.TryGetValue(Coverage.DayOf(hour), out var day)) sums[Coverage.DayOf(hour)] = day = new DayAggregate { StreamId = stream, Start = Coverage.DayOf(hour) };
            day.Merge(row);
        }

        db.AddRange(sums.Values);
        return db.SaveChangesAsync();
    });
}
