using Microsoft.Extensions.Options;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.Recordings;

/// <summary>A file in a recordings folder.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">From its folder on, with slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ModifiedAt">When it was last written to, in full milliseconds, which is what every file system and database keeps.</param>
internal sealed record FoundRecording(string FullPath, string Name, long Bytes, DateTimeOffset ModifiedAt);

/// <summary>Finds files in the folders of the recorders, and nothing outside them: whoever tells of a recording must not name any other file of this machine.</summary>
internal sealed class RecordingFolders(IOptionsMonitor<RecordingOptions> options)
{
    public Result<FoundRecording> Find(string? file)
    {
        if (string.IsNullOrWhiteSpace(file) || file.Length > Recording.LongestFile || file.Any(char.IsControl))
            return Error.InvalidField("file", "recording.file_invalid", $"file must be the path of a file, with at most {Recording.LongestFile} characters.");
        string[] folders = [.. options.CurrentValue.Split().Where(Path.IsPathFullyQualified).Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)))];
        if (folders.Length == 0) return Error.Conflict("recording.no_folder", "No folder of recordings is configured here: set StreamHealth:Recordings:Folders.");

        // A full path stays what it is when it is put behind a folder.
        var inside = folders.Select(folder => (Folder: folder, Full: Path.GetFullPath(Path.Combine(folder, file)))).Where(f => IsBelow(f.Full, f.Folder)).ToList();
        if (inside.Count == 0) return Outside();
        foreach (var (folder, full) in inside.Where(f => File.Exists(f.Full)))
        {
            if (HasLink(full, folder)) return Outside();
            var found = new FileInfo(full);
            return new FoundRecording(full, Path.GetRelativePath(folder, full).Replace('\\', '/'), found.Length, Milliseconds(found.LastWriteTimeUtc));
        }

        return new Error(ErrorKind.NotFound, "recording.file_missing", "There is no such file in the folders of recordings here. Is the recorder's folder shared with this service?");
    }

    private static bool IsBelow(string full, string folder) => full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // A link would lead out of the folder by a path that looks as if it did not.
    private static bool HasLink(string full, string folder)
    {
        for (var path = full; path.Length > folder.Length; path = Path.GetDirectoryName(path)!)
        {
            if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint)) return true;
        }

        return false;
    }

    private static DateTimeOffset Milliseconds(DateTime utc) => DateTimeOffset.FromUnixTimeMilliseconds(new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds());

    private static Error Outside() => Error.InvalidField("file", "recording.outside", "file must lie in one of the folders of the setting StreamHealth:Recordings:Folders, and not behind a link.");
}
