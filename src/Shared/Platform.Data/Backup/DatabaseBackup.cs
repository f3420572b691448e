using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Kernel.Results;

namespace Platform.Data.Backup;

/// <summary>
/// Makes verified backups of the database while it is in use. A backup appears under its name only when it is complete
/// and was read back without an error.
/// </summary>
public sealed partial class DatabaseBackup(
    DatabaseConnection connection, BackupFolder folder, IPostgresDump dump, TimeProvider time, ILogger<DatabaseBackup> log) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it holds hashes of passwords and keys
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Makes a backup; one at a time. Checks and other writers go on meanwhile.</summary>
    /// <param name="path">Where to; null for a new file in the backup folder. An existing file is not overwritten.</param>
    /// <param name="cancellationToken">Ends the work before or after the copying of a SQLite file, and pg_dump at any time.</param>
    /// <returns>
    /// The file, or the error <c>backup.running</c>, <c>backup.exists</c>, <c>backup.no_database</c>, <c>backup.no_space</c>,
    /// <c>backup.not_written</c>, <c>backup.damaged</c>, or that of pg_dump.
    /// </returns>
    public async Task<Result<BackupFile>> CreateAsync(string? path, CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken)) return Error.Conflict("backup.running", "A backup is being made already.");
        try
        {
            var target = Path.GetFullPath(path ?? folder.NewPath());
            if (Refuse(target) is { } error) return error;
            var started = time.GetTimestamp();
            var written = await WriteAsync(target, cancellationToken);
            if (!written.Ok) return written.Error;
            var file = new BackupFile(target, new FileInfo(target).Length, time.GetUtcNow());
            var elapsed = time.GetElapsedTime(started);
            LogDone(log, target, file.Bytes, elapsed.TotalMilliseconds);
            return file;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private Error? Refuse(string target)
    {
        if (Path.Exists(target)) return Error.Conflict("backup.exists", $"'{target}' exists already; name another file or delete it first.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotWritten(target, e);
        }
        if (connection.SqliteFile is not { } source) return null;
        if (!File.Exists(source)) return Error.Unavailable("backup.no_database", $"There is no database yet at '{source}'; the service makes it at its first start.");
        var needed = connection.SqliteBytes;
        var free = new DriveInfo(Path.GetDirectoryName(target)!).AvailableFreeSpace;
        return free > needed ? null : Error.Unavailable("backup.no_space", $"The backup needs {needed >> 20} MB in '{Path.GetDirectoryName(target)}' but {free >> 20} MB are free.");
    }

    private async Task<Result<Unit>> WriteAsync(string target, CancellationToken cancellationToken)
    {
        var partial = target + ".partial";
        try
        {
            File.Delete(partial);
            await using (File.Create(partial))
            {
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(partial, OwnerOnly);
            }
            var written = connection.Provider == DatabaseProvider.Sqlite
                ? await Task.Run(() => SqliteBackup.Write(connection, partial), cancellationToken)
                : await dump.WriteAsync(new NpgsqlConnectionStringBuilder(connection.ConnectionString), partial, cancellationToken);
            if (!written.Ok) return written;
            cancellationToken.ThrowIfCancellationRequested();
            await using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(partial, target, overwrite: false);
            return Unit.Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotWritten(target, e);
        }
        catch (Exception e) when (DatabaseErrors.ToError(e) is not null)
        {
            return NotWritten(target, e);
        }
        finally
        {
            foreach (var rest in (string[])[partial, partial + "-journal", partial + "-wal", partial + "-shm"]) File.Delete(rest);
        }
    }

    private static Error NotWritten(string target, Exception e) =>
        Error.Unavailable("backup.not_written", $"The backup '{target}' could not be written: {DatabaseErrors.ToError(e)?.Message ?? e.Message}");

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Path} made: {Bytes} bytes in {Milliseconds:0} ms")]
    private static partial void LogDone(ILogger logger, string path, long bytes, double milliseconds);
}
