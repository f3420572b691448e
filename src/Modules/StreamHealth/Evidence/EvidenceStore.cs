using Microsoft.Extensions.Options;
using Platform.Data;

namespace Platform.StreamHealth.Evidence;

/// <summary>The files of evidence: one folder per stream below the data folder.</summary>
internal sealed class EvidenceStore(IOptions<StorageOptions> storage)
{
    /// <summary>The folder of all evidence.</summary>
    public string Root { get; } = Path.Combine(storage.Value.FullPath(), "evidence");

    /// <summary>Bytes of the disk that are free.</summary>
    public long FreeBytes
    {
        get
        {
            Directory.CreateDirectory(Root);
            return new DriveInfo(Root).AvailableFreeSpace;
        }
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public async Task WriteAsync(Guid streamId, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(streamId, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
            await file.WriteAsync(content, cancellationToken);
        }
        catch
        {
            Delete(streamId, name);
            throw;
        }
    }

    /// <summary>Null when the file is gone.</summary>
    public FileStream? Open(Guid streamId, string name)
    {
        try
        {
            return new FileStream(PathOf(streamId, name), new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Delete(Guid streamId, string name)
    {
        try
        {
            File.Delete(PathOf(streamId, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The sweep comes back to it.
        }
    }

    /// <summary>The streams that have a folder.</summary>
    public IReadOnlyList<Guid> Streams() => !Directory.Exists(Root)
        ? []
        : [.. Directory.EnumerateDirectories(Root).Select(path => Guid.TryParseExact(Path.GetFileName(path), "N", out var id) ? id : (Guid?)null).OfType<Guid>()];

    /// <summary>Deletes the stream's files that are not named and not new, and the folder when it is empty then.</summary>
    /// <returns>How many files were deleted.</returns>
    public int Sweep(Guid streamId, IReadOnlySet<string> keep, DateTime olderThanUtc)
    {
        var folder = new DirectoryInfo(PathOf(streamId, ""));
        if (!folder.Exists) return 0;
        var removed = 0;
        foreach (var file in folder.EnumerateFiles())
        {
            if (keep.Contains(file.Name) || file.LastWriteTimeUtc > olderThanUtc) continue;
            Delete(streamId, file.Name);
            removed++;
        }

        if (keep.Count == 0) DeleteIfEmpty(folder);
        return removed;
    }

    private static void DeleteIfEmpty(DirectoryInfo folder)
    {
        try
        {
            folder.Delete();
        }
        catch (IOException)
        {
            // Something was written into it meanwhile.
        }
    }

    private string PathOf(Guid streamId, string name) => Path.Combine(Root, streamId.ToString("N"), name);
}
