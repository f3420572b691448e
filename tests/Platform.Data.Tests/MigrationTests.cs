using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Data.Tests.Samples;
using Platform.Testing;

namespace Platform.Data.Tests;

public sealed class SqliteMigrationTests
{
    private const string CreateLock = """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsLock" VALUES (1, @at);
        """;

    [Fact]
    public async Task A_second_start_finds_nothing_to_do()
    {
        await using var node = SampleNode.Sqlite();
        await node.MigrateAsync();
        await node.MigrateAsync();
        await using var db = node.Db();
        Assert.Equal(3, (await db.Database.GetAppliedMigrationsAsync()).Count());
    }

    [Fact]
    public async Task Four_starts_at_once_migrate_once()
    {
        await using var owner = SampleNode.Sqlite();
        var nodes = Enumerable.Range(0, 4).Select(_ => SampleNode.Sqlite(owner.Folder)).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(node.MigrateAsync)));
        await using var db = owner.Db();
        Assert.Equal(3, (await db.Database.GetAppliedMigrationsAsync()).Count());
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task The_lock_of_a_migration_that_was_killed_is_cleared()
    {
        await using var node = SampleNode.Sqlite();
        await node.MigrateAsync();
        await ExecuteAsync(node, "DELETE FROM sample___EFMigrationsHistory WHERE MigrationId LIKE '%Index%'; DROP INDEX IX_sample_Readings_At;");
        await ExecuteAsync(node, CreateLock, "2026-01-01 00:00:00");

        await node.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(60));

        await using var db = node.Db();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(0L, await Sql.AskAsync(node.Connection.SqliteFile!, "SELECT count(*) FROM __EFMigrationsLock"));
    }

    [Fact]
    public async Task A_fresh_lock_is_given_time_to_go()
    {
        await using var node = SampleNode.Sqlite();
        await node.PrepareAsync();
        var now = TimeProvider.System.GetUtcNow();
        await ExecuteAsync(node, CreateLock, now.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        var watch = Stopwatch.StartNew();
        await node.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(3), $"waited only {watch.Elapsed}");
    }

    [Fact]
    public async Task A_node_that_migrates_is_waited_for_however_long_it_takes()
    {
        await using var node = SampleNode.Sqlite();
        await node.MigrateAsync();
        Task waiting;
        await using (new FileStream(node.Connection.SqliteFile + ".migrating", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await ExecuteAsync(node, CreateLock, "2026-01-01 00:00:00"); // old, but its owner lives
            waiting = node.MigrateAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.False(waiting.IsCompleted);
            Assert.Equal(1L, await Sql.AskAsync(node.Connection.SqliteFile!, "SELECT count(*) FROM __EFMigrationsLock"));
        }
        await waiting.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_explained()
    {
        await using var owner = SampleNode.Sqlite();
        var file = Path.Combine(owner.Folder, "a-file");
        await File.WriteAllTextAsync(file, "");
        await using var node = SampleNode.Sqlite(Path.Combine(file, "data"));
        var error = await Assert.ThrowsAsync<StorageException>(node.MigrateAsync);
        Assert.Contains(Path.Combine(file, "data"), error.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:DataPath", error.Message, StringComparison.Ordinal);
        Assert.Contains("chown", error.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(SampleNode node, string sql, string? at = null)
    {
        await using var connection = new SqliteConnection($"Data Source={node.Connection.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (at is not null) command.Parameters.AddWithValue("@at", at);
        await command.ExecuteNonQueryAsync();
    }
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresMigrationTests(PostgresServer server)
{
    [Fact]
    public async Task Four_nodes_that_start_at_once_migrate_once()
    {
        var database = await server.CreateDatabaseAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => SampleNode.Postgres(database)).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(node.MigrateAsync)));
        await using (var db = nodes[0].Db()) Assert.Equal(3, (await db.Database.GetAppliedMigrationsAsync()).Count());
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task The_lock_goes_with_the_node_that_held_it()
    {
        var database = await server.CreateDatabaseAsync();
        await using var node = SampleNode.Postgres(database);
        await using (var dying = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await dying.OpenAsync();
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({0x4D656469614F7073})", dying);
            await command.ExecuteNonQueryAsync();
            var waiting = node.MigrateAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.False(waiting.IsCompleted);
            await dying.CloseAsync();
            await waiting.WaitAsync(TimeSpan.FromSeconds(60));
        }
        await using var db = node.Db();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Tables_are_in_the_schema_of_the_module()
    {
        await using var node = SampleNode.Postgres(await server.CreateDatabaseAsync());
        await node.MigrateAsync();
        await using var db = node.Db();
        Assert.Equal(
            ["Readings", "Stations", "__EFMigrationsHistory"],
            (await db.Database.SqlQueryRaw<string>("SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = 'sample'").ToListAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_made()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => SampleNode.Postgres(server.ConnectionString("not-there \"yet\""))).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(node.MigrateAsync)));
        await using (var db = nodes[0].Db()) Assert.Equal(0, await db.Stations.CountAsync());
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task A_user_who_is_not_let_in_is_told_at_once()
    {
        await using var node = SampleNode.Postgres(server.ConnectionString("postgres") + ";Username=nobody");
        var error = await Assert.ThrowsAsync<StorageException>(() => node.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("Database:ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.Contains("nobody", error.Message, StringComparison.Ordinal);
    }
}

public sealed class PostgresStartTests
{
    [Fact]
    public async Task A_server_that_is_still_starting_is_waited_for()
    {
        using var server = new PostgresServer();
        var database = await server.CreateDatabaseAsync();
        server.Stop();
        await using var node = SampleNode.Postgres(database);
        var migrating = node.MigrateAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(migrating.IsCompleted);
        server.Start();
        await migrating.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
