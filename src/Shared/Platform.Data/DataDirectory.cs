using Microsoft.Extensions.Options;

namespace Platform.Data;

/// <summary>The folder below which the platform writes.</summary>
public sealed class DataDirectory(IOptions<StorageOptions> options)
{
    /// <summary>Absolute path.</summary>
    public string FullPath { get; } = options.Value.FullPath();

    /// <summary>Makes the folder if need be and proves that it can be written.</summary>
    /// <exception cref="StorageException">It cannot; the message says how to fix it.</exception>
    public void Ensure() => Ensure(FullPath);

    internal static void Ensure(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".write-test-{Guid.CreateVersion7():n}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StorageException(
                $"The data folder '{folder}' cannot be written by user '{Environment.UserName}': {e.Message} "
                + $"Give it to that user (sudo chown -R {Environment.UserName} '{folder}') or set Storage:DataPath to a folder that can be written.",
                e);
        }
    }
}
