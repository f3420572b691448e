using Microsoft.EntityFrameworkCore;
using Platform.Data.Tests.Samples;
using Platform.Testing;

namespace Platform.Data.Tests;

/// <summary>What modules may rely on, whichever database an operator chose.</summary>
public abstract class ModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.FromHours(2));

    protected abstract Task<SampleNode> StartAsync();

    [Fact]
    public async Task Times_come_back_in_UTC_and_as_precise_as_a_microsecond()
    {
        await using var node = await StartAsync();
        var station = await node.PrepareAsync();
        var at = Noon.AddTicks(1234560);
        await AddAsync(node, station, reading => reading.At = at);

        await using var db = node.Db();
        var found = await db.Readings.SingleAsync();
        Assert.Equal(at, found.At);
        Assert.Equal(TimeSpan.Zero, found.At.Offset);
        Assert.Null(found.CheckedAt);
    }

    [Fact]
    public async Task Times_are_compared_and_sorted_by_the_database()
    {
        await using var node = await StartAsync();
        var station = await node.PrepareAsync();
        TimeSpan[] offsets = [TimeSpan.FromHours(-9), TimeSpan.Zero, TimeSpan.FromHours(14), TimeSpan.FromHours(5.5)];
        foreach (var (offset, minute) in offsets.Zip([30, 10, 40, 20]))
        {
            await AddAsync(node, station, reading => (reading.At, reading.Text) = (Noon.AddMinutes(minute).ToOffset(offset), $"{minute}"));
        }

        await using var db = node.Db();
        var after = Noon.AddMinutes(15);
        Assert.Equal(["40", "30", "20"], await db.Readings.Where(r => r.At > after).OrderByDescending(r => r.At).Select(r => r.Text).ToListAsync());
        Assert.Equal(Noon.AddMinutes(40), await db.Readings.MaxAsync(r => r.At));
    }

    [Fact]
    public async Task Durations_sort_beyond_a_day()
    {
        await using var node = await StartAsync();
        var station = await node.PrepareAsync();
        foreach (var hours in (double[])[30, 2, 250]) await AddAsync(node, station, reading => reading.Took = TimeSpan.FromHours(hours));

        await using var db = node.Db();
        var limit = TimeSpan.FromHours(24);
        Assert.Equal(
            [TimeSpan.FromHours(30), TimeSpan.FromHours(250)],
            await db.Readings.Where(r => r.Took > limit).OrderBy(r => r.Took).Select(r => r.Took).ToListAsync());
    }

    [Fact]
    public async Task Enums_are_stored_by_name()
    {
        await using var node = await StartAsync();
        var station = await node.PrepareAsync();
        await AddAsync(node, station, reading => reading.Mood = Mood.Alarmed);

        await using var db = node.Db();
        var table = node.Connection.Provider == DatabaseProvider.Sqlite ? "\"sample_Readings\"" : "\"sample\".\"Readings\"";
#pragma warning disable EF1002 // a name of this test
        Assert.Equal("Alarmed", await db.Database.SqlQueryRaw<string>($"SELECT \"Mood\" AS \"Value\" FROM {table}").SingleAsync());
#pragma warning restore EF1002
        Assert.True(await db.Readings.AnyAsync(r => r.Mood == Mood.Alarmed));
    }

    [Fact]
    public async Task A_child_without_its_parent_is_refused()
    {
        await using var node = await StartAsync();
        await node.PrepareAsync();
        await using var db = node.Db();
        db.Add(new Reading { StationId = Guid.CreateVersion7(), At = Noon });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task Children_go_with_their_parent()
    {
        await using var node = await StartAsync();
        var station = await node.PrepareAsync();
        await AddAsync(node, station, _ => { });

        await using var db = node.Db();
        var found = await db.Stations.Include(s => s.Readings).SingleAsync();
        db.Remove(found);
        await db.SaveChangesAsync();
        Assert.Equal(0, await db.Readings.CountAsync());
    }

    [Fact]
    public async Task Unicode_empty_text_and_quotes_survive()
    {
        await using var node = await StartAsync();
        var station = await node.PrepareAsync();
        string[] texts = ["", "Grüße, 日本語 👩‍🚀", "O'Brien \"quoted\" \\ %_", new('x', 100_000)];
        foreach (var text in texts) await AddAsync(node, station, reading => reading.Text = text);

        await using var db = node.Db();
        var found = await db.Readings.Select(r => r.Text).ToListAsync();
        Assert.Equal(texts.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_leaves_nothing()
    {
        await using var node = await StartAsync();
        await node.PrepareAsync();
        await using (var db = node.Db())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Stations.ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, "Changed"));
            await transaction.RollbackAsync();
        }
        await using var again = node.Db();
        Assert.Equal("Radio Test", (await again.Stations.SingleAsync()).Name);
    }

    private static async Task AddAsync(SampleNode node, Station station, Action<Reading> fill)
    {
        await using var db = node.Db();
        var reading = new Reading { StationId = station.Id, At = Noon };
        fill(reading);
        db.Add(reading);
        await db.SaveChangesAsync();
    }
}

public sealed class SqliteModelTests : ModelTests
{
    protected override Task<SampleNode> StartAsync() => Task.FromResult(SampleNode.Sqlite());
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresModelTests(PostgresServer server) : ModelTests
{
    protected override async Task<SampleNode> StartAsync() => SampleNode.Postgres(await server.CreateDatabaseAsync());
}
