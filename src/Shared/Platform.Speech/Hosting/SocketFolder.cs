namespace Platform.Speech.Hosting;

/// <summary>A folder that only this user can enter, for the sockets between the service and its engine hosts.</summary>
internal sealed class SocketFolder : IDisposable
{
    // The kernel takes no longer address for a socket.
    private const int MaxPath = 100;
    private readonly Lazy<string> _folder = new(Create);
    private int _count;

    /// <summary>A path where no file is yet.</summary>
    public string Next() => Path.Combine(_folder.Value, $"{Interlocked.Increment(ref _count)}");

    public void Dispose()
    {
        if (!_folder.IsValueCreated) return;
        try
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidied the temporary folder.
        }
    }

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("platform-").FullName; // with mode 700
        if (folder.Length < MaxPath || OperatingSystem.IsWindows()) return folder;
        Directory.Delete(folder);
        folder = Path.Combine("/tmp", $"platform-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
