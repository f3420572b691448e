using Microsoft.Data.Sqlite;
using Npgsql;
using Platform.Kernel.Results;

namespace Platform.Data;

/// <summary>Tells failures of the machine below the database from bugs, in words for the operator.</summary>
public static class DatabaseErrors
{
    /// <summary>
    /// What the operator should be told: <c>database.full</c>, <c>database.busy</c>, <c>database.read_only</c>,
    /// <c>database.damaged</c>, <c>database.unreachable</c>. Null when the exception, and those it wraps, are something else.
    /// Nothing that was acknowledged is lost in any of these cases; a transaction that fails so had no effect.
    /// </summary>
    public static Error? ToError(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            var error = exception switch
            {
                SqliteException e => OfSqlite(e.SqliteErrorCode),
                PostgresException e => OfPostgres(e),
                NpgsqlException e => Unreachable(e.Message),
                _ => null,
            };
            if (error is not null) return error;
        }
        return null;
    }

    // Result codes: https://www.sqlite.org/rescode.html
    private static Error? OfSqlite(int code) => code switch
    {
        5 or 6 => Busy(),
        8 => Error.Unavailable("database.read_only", "The database file is read-only: give the service's user write access to the data folder and the files in it."),
        10 => Error.Unavailable("database.io", "The disk that holds the database reports errors: check the disk and its free space."),
        11 or 26 => Error.Unavailable("database.damaged", "The database file is damaged: stop the service and restore the last backup (docs/operations.md)."),
        13 => Full(),
        14 => Error.Unavailable("database.unreachable", "The database file cannot be opened: check that the data folder exists and that the service's user may write in it."),
        _ => null,
    };

    private static Error? OfPostgres(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => Full(),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => Busy(),
        PostgresErrorCodes.ReadOnlySqlTransaction => Error.Unavailable("database.read_only", "The database server only reads: is it a standby?"),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => Error.Unavailable("database.damaged", "The database is damaged: see the server's log."),
        _ when e.SqlState.StartsWith("08", StringComparison.Ordinal) || e.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || e.SqlState == PostgresErrorCodes.TooManyConnections => Unreachable(e.MessageText),
        _ => null,
    };

    private static Error Full() => Error.Unavailable("database.full", "The disk that holds the database is full: nothing more can be stored until there is space. What was stored before is safe.");

    private static Error Busy() => Error.Unavailable("database.busy", "The database was busy with other writers for too long: try again.");

    private static Error Unreachable(string why) => Error.Unavailable("database.unreachable", $"The database does not answer: {why}");
}
