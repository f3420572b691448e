using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Data.Migrating;

namespace Platform.Data;

/// <summary>
/// Brings the tables of all registered contexts up to date, one node at a time: nodes that start together wait for each
/// other instead of colliding.
/// </summary>
public sealed partial class MigrationRunner(
    DatabaseConnection connection,
    DataDirectory dataDirectory,
    IEnumerable<RegisteredDatabase> databases,
    IEnumerable<DatabaseStep> steps,
    TimeProvider time,
    ILogger<MigrationRunner> log)
{
    /// <summary>Applies what is pending. Safe to call at every start, on every node.</summary>
    /// <exception cref="StorageException">The data folder or the database cannot be used; the message says how to fix it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        dataDirectory.Ensure();
        await using var migrationLock = connection.Provider == DatabaseProvider.Sqlite
            ? await SqliteMigrationLock.TakeAsync(connection, time, log, cancellationToken)
            : await PostgresMigrationLock.TakeAsync(connection, time, log, cancellationToken);
        foreach (var database in databases) await MigrateAsync(database, cancellationToken);
    }

    private async Task MigrateAsync(RegisteredDatabase database, CancellationToken cancellationToken)
    {
        await using var db = database.Create();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0) await MigrateAsync(database, db, pending, cancellationToken);
        foreach (var step in steps.Where(s => s.Module == database.Module)) await step.RunAsync(db, cancellationToken);
    }

    private async Task MigrateAsync(RegisteredDatabase database, DbContext db, List<string> pending, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await db.Database.MigrateAsync(cancellationToken);
        var (last, elapsed) = (pending[^1], time.GetElapsedTime(started));
        LogMigrated(log, database.Module, pending.Count, last, elapsed.TotalMilliseconds);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database of {Module}: applied {Count} migrations up to {Last} in {Milliseconds:0} ms")]
    private static partial void LogMigrated(ILogger logger, string module, int count, string last, double milliseconds);
}
