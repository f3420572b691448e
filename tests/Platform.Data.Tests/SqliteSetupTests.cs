using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Data.Tests.Samples;

namespace Platform.Data.Tests;

public sealed class SqliteSetupTests
{
    [Fact]
    public async Task Contexts_have_foreign_keys_WAL_and_a_busy_timeout()
    {
        await using var node = SampleNode.Sqlite();
        await using var db = node.Db();
        await db.Database.OpenConnectionAsync();
        await AssertSetUpAsync(db.Database.GetDbConnection(), synchronous: 1, busyTimeout: 15_000);
    }

    [Fact]
    public async Task Connections_for_the_scheduler_have_them_too()
    {
        await using var node = SampleNode.Sqlite();
        await using var connection = node.Connection.Factory.CreateConnection()!;
        connection.ConnectionString = node.Connection.ConnectionString;
        await connection.OpenAsync();
        await AssertSetUpAsync(connection, synchronous: 1, busyTimeout: 15_000);
    }

    [Fact]
    public async Task Synchronous_and_busy_timeout_are_settings()
    {
        await using var node = SampleNode.Sqlite(settings: new() { ["Database:Synchronous"] = "Full", ["Database:BusyTimeoutSeconds"] = "3" });
        await using var connection = await node.Connection.OpenAsync(CancellationToken.None);
        await AssertSetUpAsync(connection, synchronous: 2, busyTimeout: 3_000);
    }

    [Fact]
    public async Task The_file_is_in_the_data_folder_unless_the_connection_string_says_otherwise()
    {
        await using var node = SampleNode.Sqlite();
        Assert.Equal(Path.Combine(node.Folder, "platform.db"), node.Connection.SqliteFile);

        var elsewhere = Path.Combine(node.Folder, "elsewhere.db");
        await using var other = SampleNode.Sqlite(node.Folder, new() { ["Database:ConnectionString"] = $"Data Source={elsewhere};Foreign Keys=False" });
        await other.MigrateAsync();
        Assert.True(File.Exists(elsewhere));
        await using var connection = await other.Connection.OpenAsync(CancellationToken.None);
        await AssertSetUpAsync(connection, synchronous: 1, busyTimeout: 15_000);
    }

    [Fact]
    public async Task Tables_bear_the_module_as_a_prefix_and_modules_have_histories_of_their_own()
    {
        await using var node = SampleNode.Sqlite();
        await node.MigrateAsync();
        await using var db = node.Db();
        var names = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table'").ToListAsync();
        Assert.Superset(new HashSet<string> { "sample_Stations", "sample_Readings", "sample___EFMigrationsHistory" }, names.ToHashSet());
        Assert.DoesNotContain("__EFMigrationsHistory", names);
    }

    [Fact]
    public void A_context_added_for_another_module_is_refused()
    {
        using var node = new SqliteOnly();
        var error = Assert.Throws<InvalidOperationException>(node.Build);
        Assert.Contains("'sample'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'other'", error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertSetUpAsync(DbConnection connection, long synchronous, long busyTimeout)
    {
        Assert.Equal(1L, await AskAsync(connection, "foreign_keys"));
        Assert.Equal("wal", await AskAsync(connection, "journal_mode"));
        Assert.Equal(synchronous, await AskAsync(connection, "synchronous"));
        Assert.Equal(busyTimeout, await AskAsync(connection, "busy_timeout"));
    }

    private static async Task<object?> AskAsync(DbConnection connection, string pragma)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return await command.ExecuteScalarAsync();
    }

    private sealed class SqliteOnly : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("platform-data-").FullName;

        public void Build() => _ = new PooledContextFactory<SampleDb, SqliteSampleDb>(
            new DatabaseConnection(new DatabaseOptions(), new StorageOptions { DataPath = _folder }),
            "other",
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
