using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Titles;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.History;

public sealed class AggregatesOnSqlite : AggregateTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync();
}

[Collection(PostgresTests.Name)]
public sealed class AggregatesOnPostgres(PostgresServer server) : AggregateTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync());
}

public abstract class AggregateTests : OnBothDatabases
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 23, 50, 0, TimeSpan.Zero);

    [Fact]
    public async Task Hours_and_days_hold_what_the_checks_add_up_to_in_whatever_order_they_are_stored_and_however_often()
    {
        var stream = await SeedAsync("every 60s");
        var random = new Random(7);
        var results = new List<CheckResult>();
        for (var i = 0; i < 25; i++)
        {
            // Across midnight, at uneven distances, with a gap in which nothing was watched.
            var at = Start.AddSeconds(i * 61.377 + (i >= 20 ? 3600 : 0));
            var state = i is >= 5 and < 9 ? StreamState.Failing : i == 12 ? StreamState.Degraded : StreamState.Healthy;
            results.Add(Result(stream, at, state, random));
        }

        foreach (var result in results.OrderBy(_ => random.Next())) await StoreAsync(result);
        foreach (var result in results.Take(3)) await StoreAsync(result);
        results = await App.QueryAsync(db => db.Results.OrderBy(r => r.StartedAt).ToListAsync()); // with the monitor's word

        var hours = await App.QueryAsync(db => db.Set<HourAggregate>().OrderBy(h => h.Start).ToListAsync());
        Assert.Equal([Start.Date.AddHours(23), Start.Date.AddHours(24), Start.Date.AddHours(25)], hours.Select(h => h.Start.UtcDateTime));
        foreach (var hour in hours) AssertHolds(hour, results, hour.Start, hour.Start.AddHours(1));
        var days = await App.QueryAsync(db => db.Set<DayAggregate>().OrderBy(h => h.Start).ToListAsync());
        Assert.Equal([1, 2], days.Select(d => d.Start.Day));
        foreach (var day in days) AssertHolds(day, results, day.Start, day.Start.AddDays(1));
    }

    [Fact]
    public async Task A_check_speaks_for_the_time_until_the_next_but_not_for_hours_in_which_the_service_was_off()
    {
        var stream = await SeedAsync("every 10m");
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await StoreAsync(Seeds.Result(stream, noon, StreamState.Failing, 0));
        await StoreAsync(Seeds.Result(stream, noon.AddMinutes(10), StreamState.Failing, 0));
        await StoreAsync(Seeds.Result(stream, noon.AddMinutes(12)));
        await StoreAsync(Seeds.Result(stream, noon.AddHours(5)));
        var day = await App.QueryAsync(db => db.Set<DayAggregate>().SingleAsync());
        Assert.Equal(TimeSpan.FromMinutes(12).TotalMilliseconds, day.DownMs);
        Assert.Equal(TimeSpan.FromMinutes(16).TotalMilliseconds, day.UpMs); // one and a half intervals and a minute
        Assert.Equal((4, 2, 2), (day.Checks, day.Healthy, day.Failing));
    }

    [Fact]
    public async Task A_title_is_a_row_when_it_begins_also_when_a_check_comes_late()
    {
        var stream = await SeedAsync("every 60s");
        foreach (var (minute, title) in new[] { (0, "A"), (1, "A"), (2, null), (3, "A"), (5, "B"), (6, "B"), (8, "C") })
            await StoreAsync(Titled(stream, minute, title));
        Assert.Equal(["0 A", "5 B", "8 C"], await TitlesAsync());

        await StoreAsync(Titled(stream, 4, "B")); // B began earlier than was known
        Assert.Equal(["0 A", "4 B", "8 C"], await TitlesAsync());
        await StoreAsync(Titled(stream, 2.5, "X")); // something between two pieces of A
        Assert.Equal(["0 A", "2.5 X", "3 A", "4 B", "8 C"], await TitlesAsync());
    }

    [Theory]
    [InlineData(new[] { 12.0 }, 0.5, 12)]
    [InlineData(new[] { 10.0, 11, 12, 13, 400 }, 0.5, 12)]
    [InlineData(new[] { 10.0, 11, 12, 13, 400 }, 0.95, 400)]
    [InlineData(new[] { 0.1 }, 0.5, 0.46)]
    [InlineData(new[] { 900_000.0 }, 0.95, 120_000)]
    public void A_percentile_of_latency_is_right_within_a_tenth(double[] latencies, double share, double expected)
    {
        var buckets = latencies.Aggregate(LatencyBuckets.Empty, (sum, latency) => LatencyBuckets.Add(sum, LatencyBuckets.Of(latency)));
        Assert.InRange(LatencyBuckets.Percentile(buckets, share)!.Value, expected * 0.9, expected * 1.1);
        Assert.Null(LatencyBuckets.Percentile(LatencyBuckets.Empty, share));
    }

    [Fact]
    public void Counts_of_latencies_add_up_beyond_one_byte()
    {
        var many = LatencyBuckets.Of(20);
        for (var i = 0; i < 17; i++) many = LatencyBuckets.Add(many, many);
        var all = LatencyBuckets.Add(many, LatencyBuckets.Of(2000));
        Assert.InRange(LatencyBuckets.Percentile(all, 0.999_99)!.Value, 18, 22);
        Assert.InRange(LatencyBuckets.Percentile(all, 1)!.Value, 1800, 2200);
        Assert.InRange(all.Length, 6, 8);
    }

    private static void AssertHolds(Aggregate row, List<CheckResult> all, DateTimeOffset from, DateTimeOffset to)
    {
        var own = all.Where(r => r.StartedAt >= from && r.StartedAt < to).ToList();
        Assert.Equal((own.Count, own.Count(r => r.State == StreamState.Failing)), (row.Checks, row.Failing));
        Assert.Equal((own.Sum(r => r.Score), own.Min(r => r.Score)), (row.ScoreSum, row.ScoreMin));
        Assert.Equal(own.Sum(r => r.FirstByteMs!.Value), row.LatencySum, 6);
        Assert.Equal((own.Min(r => r.FirstByteMs), own.Max(r => r.FirstByteMs)), (row.LatencyMin, row.LatencyMax));
        Assert.Equal(own.Average(r => Math.Pow(10, r.Lufs!.Value / 10)), row.LoudnessEnergy / row.LoudnessCount, 9);
        Assert.Equal((own.Min(r => r.Lufs), own.Max(r => r.Lufs)), (row.LoudnessMin, row.LoudnessMax));
        Assert.Equal((row.UpMs, row.DegradedMs, row.DownMs), (Spent(MonitorState.Up) + Spent(MonitorState.Pending), Spent(MonitorState.Degraded), Spent(MonitorState.Down)));

        long Spent(MonitorState state) => all.Zip(all.Skip(1)).Where(p => p.First.Monitor == state).Sum(p =>
        {
            var (begin, end) = (p.First.StartedAt, p.Second.StartedAt);
            if (end - begin > TimeSpan.FromSeconds(150)) end = begin.AddSeconds(150);
            (begin, end) = (begin < from ? from : begin, end > to ? to : end);
            return Math.Max(0, end.ToUnixTimeMilliseconds() - begin.ToUnixTimeMilliseconds());
        });
    }

    private async Task<List<string>> TitlesAsync()
    {
        var titles = await App.QueryAsync(db => db.Set<TitleChange>().OrderBy(t => t.At).ToListAsync());
        return [.. titles.Select(t => FormattableString.Invariant($"{(t.At - Start).TotalMinutes} {t.Title}"))];
    }

    private static CheckResult Titled(Guid stream, double minute, string? title)
    {
        var at = Start.AddMinutes(minute);
        var report = Seeds.Report(Guid.CreateVersion7(at), at) with { Metadata = new StreamMetadata { StreamTitle = title } };
        return CheckResults.From(stream, report.TestRunId, at, TimeSpan.FromSeconds(1), report);
    }

    private static CheckResult Result(Guid stream, DateTimeOffset at, StreamState state, Random random) => new()
    {
        Id = Guid.CreateVersion7(at),
        StreamId = stream,
        StartedAt = at,
        DurationMs = 100,
        Phase = 3,
        State = state,
        Score = random.Next(101),
        Findings = "",
        FirstByteMs = random.Next(1, 4000),
        Lufs = -30 + random.NextDouble() * 20,
        SilencePercent = random.Next(101),
    };

    private async Task<Guid> SeedAsync(string schedule)
    {
        var stream = Seeds.Stream();
        stream.Schedule = schedule;
        (stream.FailuresToDown, stream.SuccessesToUp) = (1, 1);
        await App.QueryAsync(db =>
        {
            db.Streams.Add(stream);
            return db.SaveChangesAsync();
        });
        return stream.Id;
    }

    private async Task StoreAsync(CheckResult result) =>
        Assert.Equal(StoreOutcome.Stored, await Get<ResultStore>().AddAsync(result, Seeds.Report(result.Id, result.StartedAt), CancellationToken.None));
}
