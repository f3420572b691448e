using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Health;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class ResultStoreOnSqlite : ResultStoreTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync();
}

[Collection(PostgresTests.Name)]
public sealed class ResultStoreOnPostgres(PostgresServer server) : ResultStoreTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync());
}

public abstract class ResultStoreTests : OnBothDatabases
{
    [Fact]
    public async Task A_result_its_report_and_the_status_are_stored_together()
    {
        var stream = await SeedAsync();
        var result = Seeds.Result(stream, Seeds.Start, StreamState.Failing, 40);
        Assert.Equal(StoreOutcome.Stored, await StoreAsync(result));

        var view = (await Get<GetStream>().RunAsync(stream, CancellationToken.None)).Value.Status;
        Assert.Equal((StreamState.Failing, 40, result.Id, 1L), (view.State, view.Score!.Value, view.ResultId!.Value, view.Checks));
        Assert.Equal((Seeds.Start, Seeds.Start), (view.Since!.Value, view.CheckedAt!.Value));
        Assert.Equal(("A song", "Silent for 10.0 s", -20.1, 12.5), (view.Title, view.Reason, view.Lufs!.Value, view.LatencyMs!.Value));

        var read = (await Get<ReadResults>().GetAsync(stream, result.Id, CancellationToken.None)).Value;
        Assert.Equal(["audio.silent"], read.Findings);
        Assert.True(read.HasReport);
        var json = (await Get<ReadResults>().ReportAsync(stream, result.Id, CancellationToken.None)).Value;
        Assert.Contains($"\"test_run_id\":\"{result.Id}\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_result_twice_is_one_row_and_one_check()
    {
        var stream = await SeedAsync();
        var result = Seeds.Result(stream, Seeds.Start);
        Assert.Equal(StoreOutcome.Stored, await StoreAsync(result));
        Assert.Equal(StoreOutcome.Stored, await StoreAsync(result));
        Assert.Equal(1, await App.QueryAsync(db => db.Results.CountAsync()));
        Assert.Equal(1, (await Get<GetStream>().RunAsync(stream, CancellationToken.None)).Value.Status.Checks);
    }

    [Fact]
    public async Task A_check_that_began_earlier_does_not_move_the_status_back()
    {
        var stream = await SeedAsync();
        await StoreAsync(Seeds.Result(stream, Seeds.Start.AddMinutes(1), StreamState.Failing, 20));
        Assert.Equal(StoreOutcome.Stored, await StoreAsync(Seeds.Result(stream, Seeds.Start)));
        var status = (await Get<GetStream>().RunAsync(stream, CancellationToken.None)).Value.Status;
        Assert.Equal((StreamState.Failing, 20, 2L), (status.State, status.Score!.Value, status.Checks));
    }

    [Fact]
    public async Task A_state_keeps_the_time_it_began()
    {
        var stream = await SeedAsync();
        foreach (var (minute, state) in new[] { (0, StreamState.Healthy), (1, StreamState.Failing), (2, StreamState.Failing), (3, StreamState.Failing) })
            await StoreAsync(Seeds.Result(stream, Seeds.Start.AddMinutes(minute), state));
        var status = (await Get<GetStream>().RunAsync(stream, CancellationToken.None)).Value.Status;
        Assert.Equal(Seeds.Start.AddMinutes(1), status.Since);
        Assert.Equal(Seeds.Start.AddMinutes(3), status.CheckedAt);
    }

    [Fact]
    public async Task A_result_of_a_stream_that_is_gone_is_dropped()
    {
        Assert.Equal(StoreOutcome.StreamGone, await StoreAsync(Seeds.Result(Guid.CreateVersion7(), Seeds.Start)));
        Assert.Equal(0, await App.QueryAsync(db => db.Results.CountAsync()));
        Assert.Equal(HealthLevel.Ok, (await new StorageInspection(Get<StorageTrouble>()).InspectAsync(CancellationToken.None)).Level);
    }

    [Fact]
    public async Task A_title_with_a_null_character_is_stored_without_it()
    {
        var stream = await SeedAsync();
        var id = Guid.CreateVersion7(Seeds.Start);
        var report = Seeds.Report(id, Seeds.Start) with { Metadata = new() { StreamTitle = "A\0B" } };
        Assert.Equal(StoreOutcome.Stored, await Get<ResultStore>().AddAsync(CheckResults.From(stream, id, Seeds.Start, TimeSpan.FromSeconds(1), report), report, CancellationToken.None));
        Assert.Equal("AB", (await Get<ReadResults>().LatestAsync(stream, CancellationToken.None)).Value.Title);
    }

    private async Task<Guid> SeedAsync()
    {
        var stream = Seeds.Stream();
        await App.QueryAsync(db =>
        {
            db.Streams.Add(stream);
            return db.SaveChangesAsync();
        });
        return stream.Id;
    }

    private Task<StoreOutcome> StoreAsync(CheckResult result) =>
        Get<ResultStore>().AddAsync(result, Seeds.Report(result.Id, result.StartedAt), CancellationToken.None);
}
