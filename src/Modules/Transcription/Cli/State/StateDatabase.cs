using System.Data;
using Microsoft.Data.Sqlite;

namespace Platform.Transcription.Cli.State;

/// <summary>A file of SQLite with the few statements this needs.</summary>
internal sealed class StateDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    public StateDatabase(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA busy_timeout = 10000");
        Execute("PRAGMA journal_mode = WAL");
    }

    /// <summary>All or nothing of what is done within; nobody else writes meanwhile.</summary>
    public void InTransaction(Action work)
    {
        using var transaction = _connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        _transaction = transaction;
        try
        {
            work();
            transaction.Commit();
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <summary>Runs a statement; its parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
    public void Execute(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    public T Scalar<T>(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Rows as columns by name.</summary>
    public List<Dictionary<string, object?>> Rows(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read()) rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    /// <summary>Inserts a row; the names of columns are the program's own.</summary>
    public long Insert(string table, IReadOnlyDictionary<string, object?> row)
    {
        Execute($"INSERT INTO {table} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Select((_, i) => $"${i + 1}"))})", [.. row.Values]);
        return Scalar<long>("SELECT last_insert_rowid()");
    }

    public bool HasTable(string table) => Scalar<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1", table) > 0;

    public IReadOnlyList<string> Columns(string table) => [.. Rows("SELECT name FROM pragma_table_info($1)", table).Select(r => (string)r["name"]!)];

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
#pragma warning disable CA2100 // statements are this program's own; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }
}
