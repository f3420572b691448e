using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Platform.Host.Backup;
using Platform.Media.Tools;
using Platform.Testing;

namespace Platform.Host.Tests.Backup;

public sealed class PgDumpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-dump-").FullName;
    private readonly PgDump _dump = new(new ExternalTool(TimeProvider.System, NullLogger<ExternalTool>.Instance));

    [Fact]
    public async Task A_dump_is_restored_by_the_commands_of_the_operations_document()
    {
        using var server = new PostgresServer();
        var database = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
        await RunSqlAsync(database, "CREATE SCHEMA host; CREATE TABLE host.proof (word text); INSERT INTO host.proof VALUES ('äöü')");
        var file = Path.Combine(_folder, "platform.dump");

        var dumped = await _dump.WriteAsync(database, file, CancellationToken.None);
        Assert.True(dumped.Ok, dumped.Error?.Message);
        await OperationsDocument.RunAsync("restore-postgres", _folder, new Dictionary<string, string>
        {
            ["BACKUP"] = file,
            ["DATABASE"] = "restored",
            ["PGHOST"] = database.Host!,
            ["PGPORT"] = $"{database.Port}",
            ["PGUSER"] = database.Username!,
        });

        database.Database = "restored";
        Assert.Equal("äöü", await RunSqlAsync(database, "SELECT word FROM host.proof"));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_an_error_with_pg_dump_s_own_words_and_without_the_password()
    {
        var database = new NpgsqlConnectionStringBuilder("Host=127.0.0.1;Port=9;Database=d;Username=u;Password=secret");
        var error = (await _dump.WriteAsync(database, Path.Combine(_folder, "x.dump"), CancellationToken.None)).Error;
        Assert.Equal("tool.failed", error?.Code);
        Assert.Contains("127.0.0.1", error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<object?> RunSqlAsync(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
