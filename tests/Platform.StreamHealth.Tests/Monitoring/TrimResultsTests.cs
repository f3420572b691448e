using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Results;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class TrimResultsOnSqlite : TrimResultsTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync(settings: Settings);
}

[Collection(PostgresTests.Name)]
public sealed class TrimResultsOnPostgres(PostgresServer server) : TrimResultsTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync(), Settings);
}

public abstract class TrimResultsTests : OnBothDatabases
{
    protected static Dictionary<string, string?> Settings => new() { ["StreamHealth:ResultDays"] = "2", ["StreamHealth:ReportsPerStream"] = "100", ["StreamHealth:UndoDays"] = "3" };

    [Fact]
    public async Task Old_results_surplus_reports_and_streams_deleted_long_ago_go_the_rest_stays()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (kept, gone) = (Seeds.Stream(), Seeds.Stream("http://127.0.0.1:8000/gone.mp3", "Gone"));
        gone.DeletedAt = now.AddDays(-4);
        await App.QueryAsync(async db =>
        {
            db.Streams.AddRange(kept, gone);
            // 2,600 in two days' reach and 1,400 beyond it: more than one piece is deleted.
            foreach (var stream in new[] { kept.Id, gone.Id })
            {
                for (var i = 0; i < (stream == kept.Id ? 4000 : 1500); i++)
                {
                    var result = Seeds.Result(stream, now.AddDays(-2).AddMinutes(2600 - i).AddSeconds(-30));
                    db.Results.Add(result);
                    if (i % 4 == 0) db.Reports.Add(new StoredReport { ResultId = result.Id, StreamId = stream, StartedAt = result.StartedAt, Json = [1] });
                }
            }

            return await db.SaveChangesAsync();
        });

        var run = new JobRun("test", null, NullLogger.Instance);
        await new TrimResults(Get<IDbContextFactory<StreamHealthDb>>(), Get<IOptionsMonitor<StreamHealthSettings>>(), TimeProvider.System).ExecuteAsync(run, CancellationToken.None);

        Assert.Equal([kept.Id], await App.QueryAsync(db => db.Streams.Select(s => s.Id).ToListAsync()));
        var left = await App.QueryAsync(db => db.Results.Select(r => new { r.StreamId, r.StartedAt }).ToListAsync());
        Assert.All(left, r => Assert.Equal(kept.Id, r.StreamId));
        Assert.Equal(2600, left.Count);
        Assert.True(left.Min(r => r.StartedAt) > now.AddDays(-2));
        var reports = await App.QueryAsync(db => db.Reports.Select(r => r.StartedAt).ToListAsync());
        Assert.Equal(100, reports.Count);
        Assert.True(reports.Min() > now.AddDays(-2).AddMinutes(2600 - 401));
        Assert.StartsWith("Removed", run.Summary, StringComparison.Ordinal);
    }
}
