using Microsoft.Extensions.Options;

namespace Platform.Data.Backup;

/// <summary>The folder of the node's own backups, and what is kept in it.</summary>
public sealed class BackupFolder(DataDirectory data, DatabaseConnection connection, IOptionsMonitor<BackupOptions> options, TimeProvider time)
{
    private const string Prefix = "platform-";

    /// <summary>Absolute path; the folder may not exist yet.</summary>
    public string FullPath => options.CurrentValue.Path is { Length: > 0 } path ? Path.GetFullPath(path) : Path.Combine(data.FullPath, "backups");

    private string Extension => connection.Provider == DatabaseProvider.Sqlite ? ".db" : ".dump";

    /// <summary>A file name for a backup made now; names sort by time.</summary>
    public string NewPath() => Path.Combine(FullPath, $"{Prefix}{time.GetUtcNow():yyyyMMdd-HHmmss}{Extension}");

    /// <summary>The backups there are, newest first.</summary>
    public IReadOnlyList<BackupFile> List()
    {
        if (!Directory.Exists(FullPath)) return [];
        return new DirectoryInfo(FullPath).EnumerateFiles($"{Prefix}*{Extension}")
            .Select(file => new BackupFile(file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)))
            .OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.Path, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Deletes what is too many or too old, never the newest; the answer is what was deleted.</summary>
    public IReadOnlyList<BackupFile> Trim()
    {
        var (keepCount, oldest) = (options.CurrentValue.KeepCount, time.GetUtcNow().AddDays(-options.CurrentValue.KeepDays));
        var surplus = List().Where((file, index) => index > 0 && (index >= keepCount || file.CreatedAt < oldest)).ToList();
        foreach (var file in surplus) File.Delete(file.Path);
        return surplus;
    }
}
