namespace Platform.Container.Tests.Support;

/// <summary>A folder of the host to mount.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <param name="world">Whether everybody may write in it, or only its owner.</param>
    public TemporaryFolder(bool world)
    {
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(Path, world ? All | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite : All);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("platform-container-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
