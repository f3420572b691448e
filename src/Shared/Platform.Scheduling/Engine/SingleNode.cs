using Platform.Data;

namespace Platform.Scheduling.Engine;

/// <summary>
/// On SQLite one process runs jobs. A lock on a file beside the database says which: the system lets go of it however
/// the process ends, so it can neither be stale nor be held twice. On PostgreSQL any number of nodes may run.
/// </summary>
internal sealed class SingleNode(DatabaseConnection connection) : IDisposable
{
    private FileStream? _held;

    private string? Path => connection.SqliteFile is { } file ? file + ".service" : null;

    /// <exception cref="InvalidOperationException">Another process has it.</exception>
    public void Take()
    {
        if (Path is not { } path || _held is not null) return;
        _held = Open(path) ?? throw new InvalidOperationException(
            $"Another process runs this service on {connection.SqliteFile}. Stop it first, or use PostgreSQL for several nodes.");
    }

    /// <summary>Whether another process has it; null when there is no such thing to know (PostgreSQL).</summary>
    public bool? TakenElsewhere()
    {
        if (Path is not { } path) return null;
        if (_held is not null) return false;
        using var mine = Open(path);
        return mine is null;
    }

    public void Dispose() => _held?.Dispose();

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
