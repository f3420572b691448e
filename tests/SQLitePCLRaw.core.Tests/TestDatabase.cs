using Microsoft.Data.Sqlite;

namespace SQLitePCL.Tests;

/// <summary>A database of its own in a temporary folder, and short ways to ask it something.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-").FullName;

    public TestDatabase() => Connection = Open();

    public SqliteConnection Connection { get; }

    public string File => Path.Combine(_folder, "test.db");

    public SqliteConnection Open(string more = "")
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False;{more}");
        connection.Open();
        return connection;
    }

    public object? Scalar(string sql, params object[] values)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"@{i}", values[i]);
        return command.ExecuteScalar();
    }

    public void Run(string sql, params object[] values) => Scalar(sql, values);

    public void Dispose()
    {
        Connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
