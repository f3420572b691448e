using Microsoft.Data.Sqlite;

namespace Platform.Data.Tests.Samples;

/// <summary>Questions to a database file past EF.</summary>
public static class Sql
{
    public static Task<object?> IntegrityAsync(SampleNode node) => AskAsync(node.Connection.SqliteFile!, "PRAGMA integrity_check");

    public static async Task<object?> AskAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
