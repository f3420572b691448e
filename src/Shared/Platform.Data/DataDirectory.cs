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
            throw new StorageException($"The data folder '{folder}' cannot be written by {ProcessUser.Description}: {e.Message} {Remedy(folder)}", e);
        }
    }

    // In a container the folder is a mount of the host's, known there by another name, and the user often has no name at all.
    private static string Remedy(string folder) => ProcessUser.InContainer
        ? $"On the host, give the folder that is mounted at '{folder}' to that user (sudo chown -R {ProcessUser.Id} FOLDER), "
            + "run the container as the folder's owner (--user $(id -u):$(id -g)), or use a named volume."
        : $"Give it to that user (sudo chown -R {Environment.UserName} '{folder}') or set Storage:DataPath to a folder that can be written.";
}
