using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Platform.Data;
using Platform.Kernel.Health;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Tests.Monitoring;

/// <summary>What happens to a result when SQLite will not take it.</summary>
public sealed class StorageFailureTests : IAsyncLifetime
{
    private MonitorApp _app = null!;
    private Guid _stream;

    public async Task InitializeAsync()
    {
        _app = await MonitorApp.StartAsync(settings: new() { ["Database:BusyTimeoutSeconds"] = "1" });
        var stream = Seeds.Stream();
        _stream = stream.Id;
        await _app.QueryAsync(db =>
        {
            db.Streams.Add(stream);
            return db.SaveChangesAsync();
        });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_locked_database_is_waited_for()
    {
        await using var other = await _app.Get<DatabaseConnection>().OpenAsync(CancellationToken.None);
        await ExecuteAsync(other, "BEGIN IMMEDIATE");
        var storing = StoreAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.5)); // longer than the busy timeout, so that it must try again
        Assert.False(storing.IsCompleted);
        await ExecuteAsync(other, "ROLLBACK");
        Assert.Equal(StoreOutcome.Stored, await storing);
    }

    [Fact]
    public async Task A_full_database_loses_the_result_says_so_and_recovers()
    {
        var (pages, started, outcome) = (0L, 0L, StoreOutcome.Stored);
        for (var tries = 0; tries < 5 && outcome == StoreOutcome.Stored; tries++)
        {
            // A connection that the scheduler held while the others were told may still let the file grow: then again, on a new one.
            if (tries > 0)
            {
                await DisposeAsync();
                await InitializeAsync();
            }

            (pages, started) = (await FillAsync(), Stopwatch.GetTimestamp());
            outcome = await StoreAsync(bigReport: true);
        }

        Assert.Equal(StoreOutcome.Failed, outcome);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(40));
        var finding = await InspectAsync();
        Assert.Equal(HealthLevel.Error, finding.Level);
        Assert.Contains("full", finding.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await _app.QueryAsync(db => db.Results.CountAsync()));

        await SetMaxPagesAsync(pages * 100);
        Assert.Equal(StoreOutcome.Stored, await StoreAsync(bigReport: true));
        Assert.Equal(HealthLevel.Ok, (await InspectAsync()).Level);
    }

    private Task<HealthFinding> InspectAsync() => new StorageInspection(_app.Get<StorageTrouble>()).InspectAsync(CancellationToken.None);

    private Task<StoreOutcome> StoreAsync(bool bigReport = false)
    {
        var result = Seeds.Result(_stream, Seeds.Start);
        var report = Seeds.Report(result.Id, Seeds.Start);
        // Random, so that it does not pack.
        if (bigReport) report = report with { Issues = [Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000))] };
        return _app.Get<ResultStore>().AddAsync(result, report, CancellationToken.None);
    }

    /// <summary>Forbids the database to grow; returns its size in pages.</summary>
    private async Task<long> FillAsync()
    {
        long pages;
        await using (var connection = await _app.Get<DatabaseConnection>().OpenAsync(CancellationToken.None))
            pages = Convert.ToInt64(await ScalarAsync(connection, "PRAGMA page_count"), CultureInfo.InvariantCulture);
        await SetMaxPagesAsync(pages);
        return pages;
    }

    // The limit belongs to a connection, so every connection of the pool is told.
    private async Task SetMaxPagesAsync(long pages)
    {
        var connections = new List<DbConnection>();
        for (var i = 0; i < 20; i++) connections.Add(await _app.Get<DatabaseConnection>().OpenAsync(CancellationToken.None));
        foreach (var connection in connections)
        {
            await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
            await connection.DisposeAsync();
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql) => await ScalarAsync(connection, sql);

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // written here
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
