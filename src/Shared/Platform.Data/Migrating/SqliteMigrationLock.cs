using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Platform.Data.Migrating;

/// <summary>
/// Lets one process at a time migrate a SQLite file, and removes what a killed one left behind.
/// </summary>
/// <remarks>
/// EF marks a migration under way by a row in <c>__EFMigrationsLock</c> and waits for ever while there is one, so a
/// process that dies in between stops every later start. A lock on a file beside the database does not outlive its
/// process: whoever holds that knows that no other node of this product migrates, and a row that is still there was left
/// behind. A row that is only seconds old may be from <c>dotnet ef database update</c>, which knows nothing of the file,
/// and is given time to go. It is removed inside a write transaction, hence never amid another process's migration.
/// </remarks>
internal static partial class SqliteMigrationLock
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static async Task<IAsyncDisposable> TakeAsync(
        DatabaseConnection connection, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        var path = connection.SqliteFile! + ".migrating";
        DataDirectory.Ensure(Path.GetDirectoryName(path)!);
        var file = await OpenAloneAsync(path, time, cancellationToken);
        try
        {
            await ClearStaleRowAsync(connection, time, log, cancellationToken);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<FileStream> OpenAloneAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Poll, time, cancellationToken); // another process migrates
            }
        }
    }

    private static async Task ClearStaleRowAsync(
        DatabaseConnection connection, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        if (!File.Exists(connection.SqliteFile)) return;
        await using var open = await connection.OpenAsync(cancellationToken);
        while (await ReadRowAsync(open, cancellationToken) is { } takenAt)
        {
            var age = time.GetUtcNow() - takenAt;
            if (age >= Grace || age < TimeSpan.Zero)
            {
                await DeleteRowAsync(open, cancellationToken);
                LogCleared(log, takenAt);
                return;
            }
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private static async Task<DateTimeOffset?> ReadRowAsync(DbConnection open, CancellationToken cancellationToken)
    {
        await using var command = open.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'";
        if (await command.ExecuteScalarAsync(cancellationToken) is 0L) return null;
        command.CommandText = "SELECT Timestamp FROM __EFMigrationsLock LIMIT 1";
        return await command.ExecuteScalarAsync(cancellationToken) switch
        {
            null => null,
            string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at,
            _ => DateTimeOffset.MinValue, // not as EF writes it: as old as can be
        };
    }

    private static async Task DeleteRowAsync(DbConnection open, CancellationToken cancellationToken)
    {
        await using var transaction = await open.BeginTransactionAsync(cancellationToken); // BEGIN IMMEDIATE
        await using var command = open.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM __EFMigrationsLock";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A migration that began at {TakenAt:u} was cut off; its lock was removed and the migration is done again")]
    private static partial void LogCleared(ILogger logger, DateTimeOffset takenAt);
}
