using Microsoft.Data.Sqlite;
using Platform.Kernel.Results;

namespace Platform.Data.Backup;

/// <summary>
/// Copies a SQLite database in use, byte for byte, with SQLite's online backup.
/// </summary>
/// <remarks>
/// All pages are copied in one step, as one reader: in WAL mode a reader never holds up a writer, and the copy is the
/// state of one moment. Copying in small steps would start anew after every commit of another connection, and never end
/// on a busy node. VACUUM INTO would not hold up writers either, but it costs several times the CPU and is no exact copy.
/// While it runs the WAL file cannot be reset and grows by what is written meanwhile.
/// </remarks>
internal static class SqliteBackup
{
    /// <summary>Copies to <paramref name="target"/>, which must not exist, and checks the copy.</summary>
    public static Result<Unit> Write(DatabaseConnection connection, string target)
    {
        var to = new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ConnectionString;
        using var destination = new SqliteConnection(to);
        destination.Open();
        using (var source = new SqliteConnection(Unpooled(connection.ConnectionString)))
        {
            source.Open();
            source.BackupDatabase(destination);
        }
        Run(destination, "PRAGMA journal_mode = DELETE"); // one file, without companions
        return Run(destination, "PRAGMA integrity_check(1)") is "ok"
            ? Unit.Value
            : Error.Unavailable("backup.damaged", $"The copy did not pass SQLite's integrity check and was thrown away. Check the database itself: sqlite3 '{connection.SqliteFile}' 'PRAGMA integrity_check'");
    }

    private static string Unpooled(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static string? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as string;
    }
}
