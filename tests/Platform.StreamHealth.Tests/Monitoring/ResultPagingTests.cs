using Microsoft.EntityFrameworkCore;
using Platform.Data.Lists;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.History;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class ResultPagingOnSqlite : ResultPagingTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync();

    [Fact]
    public async Task A_page_is_found_by_index_without_sorting()
    {
        await SeedAsync(200);
        var plans = await App.QueryAsync(async db =>
        {
            var after = new Position<DateTimeOffset>(ReadResults.Newest, Seeds.Start, Guid.CreateVersion7());
            var streams = db.Living().PageAfter(s => s.SortName, s => s.Id, descending: false, new Position<string>("name", "m", Guid.Empty));
            var worst = db.Living().PageAfter(s => s.Attention, s => s.Id, descending: false, new Position<int>("state", 1, Guid.Empty));
            return new[]
            {
                await ExplainAsync(ReadResults.Query(db, Stream, new ResultListRequest()).PageAfter(r => r.StartedAt, r => r.Id, descending: true, after).Take(51)),
                await ExplainAsync(streams.Take(51)),
                await ExplainAsync(worst.Take(51)),
            };
        });
        Assert.All(plans, plan => Assert.Contains("USING", plan, StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.Contains("INDEX", plan, StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal));
        Assert.Contains("StreamId=? AND StartedAt<?", plans[0], StringComparison.Ordinal);
    }

    private static async Task<string> ExplainAsync<T>(IQueryable<T> query)
    {
        await using var command = query.CreateDbCommand();
#pragma warning disable CA2100 // EF wrote it
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
#pragma warning restore CA2100
        if (command.Connection!.State != System.Data.ConnectionState.Open) await command.Connection.OpenAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(3));
        return string.Join("; ", plan);
    }
}

[Collection(PostgresTests.Name)]
public sealed class ResultPagingOnPostgres(PostgresServer server) : ResultPagingTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync());
}

public abstract class ResultPagingTests : OnBothDatabases
{
    protected static readonly Guid Stream = Guid.CreateVersion7(Seeds.Start);

    [Fact]
    public async Task Ten_thousand_results_are_paged_each_once_newest_first()
    {
        await SeedAsync(10_000);
        var seen = new List<ResultView>(10_000);
        string? cursor = null;
        do
        {
            var page = (await Get<ReadResults>().ListAsync(Stream, new ResultListRequest { Cursor = cursor, Limit = 500 }, CancellationToken.None)).Value;
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(10_000, seen.Count);
        Assert.Equal(10_000, seen.Select(r => r.Id).Distinct().Count());
        Assert.Equal(seen.Select(r => r.StartedAt).OrderDescending(), seen.Select(r => r.StartedAt));
    }

    [Fact]
    public async Task Results_are_filtered_by_verdict_and_time()
    {
        await SeedAsync(100);
        var failing = await Get<ReadResults>().ListAsync(Stream, new ResultListRequest { State = "failing", Limit = 500 }, CancellationToken.None);
        Assert.Equal(10, failing.Value.Items.Count);
        var some = await Get<ReadResults>().ListAsync(
            Stream, new ResultListRequest { From = Seeds.Start.AddMinutes(10), To = Seeds.Start.AddMinutes(20), Limit = 500 }, CancellationToken.None);
        Assert.Equal(20, some.Value.Items.Count);
    }

    [Fact]
    public void A_history_keeps_the_worst_of_what_it_leaves_out()
    {
        List<HistoryPoint> points = [.. Enumerable.Range(0, 5000).Select(i => new HistoryPoint(Seeds.Start.AddMinutes(i), StreamState.Healthy, i == 2222 ? 5 : 100, 10, -20, 0))];
        var thin = ReadHistory.Thin(points);
        Assert.InRange(thin.Length, 500, 1000);
        Assert.Contains(thin, p => p.Score == 5);
    }

    /// <summary>Two results a minute, so that only the id tells neighbours apart; every tenth failing.</summary>
    protected async Task SeedAsync(int count)
    {
        await App.QueryAsync(async db =>
        {
            var stream = Seeds.Stream();
            db.Streams.Add(new StreamHealth.Streams.MonitoredStream
            {
                Id = Stream,
                Identity = stream.Identity,
                Url = stream.Url,
                Name = stream.Name,
                SortName = stream.SortName,
                SearchText = stream.SearchText,
                Enabled = false,
                Schedule = stream.Schedule,
                Phase = 3,
                Version = 1,
                CreatedAt = Seeds.Start,
                UpdatedAt = Seeds.Start,
            });
            await db.SaveChangesAsync();
            foreach (var chunk in Enumerable.Range(0, count).Chunk(1000))
            {
                db.Results.AddRange(chunk.Select(i => Seeds.Result(Stream, Seeds.Start.AddMinutes(i / 2), i % 10 == 9 ? StreamState.Failing : StreamState.Healthy)));
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }

            return count;
        });
    }
}
