using Microsoft.EntityFrameworkCore;
using Platform.Data.Tests.Samples;

namespace Platform.Data.Tests;

/// <summary>SQLite under several writers, a stuck one, and a full disk.</summary>
public sealed class SqliteLoadTests
{
    [Fact]
    public async Task Writers_at_once_all_succeed()
    {
        const int writers = 8, each = 40;
        await using var node = SampleNode.Sqlite(settings: new() { ["Database:BusyTimeoutSeconds"] = "120" });
        var station = await node.PrepareAsync();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await using var db = node.Db();
                db.Add(new Reading { StationId = station.Id });
                db.Add(new Reading { StationId = station.Id }); // two statements: a transaction that could deadlock if it began deferred
                await db.SaveChangesAsync();
            }
        })));

        await using var check = node.Db();
        Assert.Equal(writers * each * 2, await check.Readings.CountAsync());
    }

    [Fact]
    public async Task Readers_go_on_while_a_writer_holds_the_database()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        await using var writing = node.Db();
        await using var transaction = await writing.Database.BeginTransactionAsync();
        await writing.Stations.ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, "Not yet"));

        await using var reading = node.Db();
        Assert.Equal("Radio Test", (await reading.Stations.SingleAsync()).Name);
    }

    [Fact]
    public async Task A_lock_held_longer_than_the_busy_timeout_is_an_error_that_says_so_and_harms_nothing()
    {
        await using var node = SampleNode.Sqlite(settings: new() { ["Database:BusyTimeoutSeconds"] = "1" });
        var station = await node.PrepareAsync();
        await using (var holder = node.Db())
        {
            await using var transaction = await holder.Database.BeginTransactionAsync();
            await using var db = node.Db();
            db.Add(new Reading { StationId = station.Id });
            var exception = await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync());
            Assert.Equal("database.busy", DatabaseErrors.ToError(exception)?.Code);
        }
        await using var after = node.Db();
        after.Add(new Reading { StationId = station.Id });
        await after.SaveChangesAsync();
        Assert.Equal(1, await after.Readings.CountAsync());
        Assert.Equal("ok", await Sql.IntegrityAsync(node));
    }

    [Fact]
    public async Task A_file_that_may_not_grow_is_an_error_that_says_so_and_writing_goes_on_when_there_is_space()
    {
        await using var node = SampleNode.Sqlite();
        var station = await node.PrepareAsync();
        await using var db = node.Db();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1"); // SQLite takes the present size for the least
        db.Add(Big(station));
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync());
        var error = DatabaseErrors.ToError(exception);
        Assert.Equal("database.full", error?.Code);
        Assert.Contains("disk", error!.Message, StringComparison.Ordinal);

        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1000000");
        await db.SaveChangesAsync();
        Assert.Equal(1, await db.Readings.CountAsync());
        Assert.Equal("ok", await Sql.IntegrityAsync(node));
    }

    [SmallDiskFact]
    public async Task A_full_disk_loses_nothing_that_was_acknowledged_and_writing_goes_on_when_there_is_space()
    {
        using var disk = new SmallDisk(megabytes: 4);
        var ballast = Path.Combine(disk.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[1 << 20]);
        await using var node = SampleNode.Sqlite(disk.Folder);
        var station = await node.PrepareAsync();

        var acknowledged = 0;
        var exception = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
            {
                await using var db = node.Db();
                db.Add(Big(station));
                await db.SaveChangesAsync();
                acknowledged++;
            }
        });
        Assert.Equal("database.full", DatabaseErrors.ToError(exception)?.Code);
        Assert.InRange(acknowledged, 1, 100);

        File.Delete(ballast);
        await using var after = node.Db();
        after.Add(Big(station));
        await after.SaveChangesAsync();
        Assert.Equal(acknowledged + 1, await after.Readings.CountAsync());
        Assert.Equal("ok", await Sql.IntegrityAsync(node));
    }

    private static Reading Big(Station station) => new() { StationId = station.Id, Text = new string('x', 100_000) };
}
