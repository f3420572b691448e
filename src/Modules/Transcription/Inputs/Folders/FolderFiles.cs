using System.IO.Enumeration;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>A file as it lies there.</summary>
/// <param name="Name">From the folder, with slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ModifiedAt">When it was last written to.</param>
internal sealed record FoundFile(string Name, long Bytes, DateTimeOffset ModifiedAt);

/// <summary>Finds the files of a folder that count: by ending in upper or lower case, not hidden, not to be ignored, not its own results.</summary>
internal static class FolderFiles
{
    public const string Processed = "processed";
    public const string Failed = "failed";

    /// <summary>What stt-faster takes, and what else recorders and cameras write.</summary>
    public const string DefaultEndings = "wav mp3 m4a flac ogg wma aac opus mp4 mkv mov webm mpg ts aiff amr";

    /// <summary>Files that programs write while a file is not whole.</summary>
    public const string DefaultIgnore = "*.part *.tmp *.crdownload ~* ._*";

    private const int Most = 20_000;

    public static IReadOnlyList<FoundFile> Find(WatchedFolder folder)
    {
        var endings = folder.Endings.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ignored = folder.Ignore.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var options = new EnumerationOptions { RecurseSubdirectories = folder.Subfolders, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
        var files = new FileSystemEnumerable<FoundFile>(folder.Path, Read, options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && Counts(entry.FileName, endings, ignored),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsOwn(entry.FileName),
        };
        return [.. files.Take(Most).OrderBy(f => f.ModifiedAt).ThenBy(f => f.Name, StringComparer.Ordinal)];

        FoundFile Read(ref FileSystemEntry entry) =>
            new(Path.GetRelativePath(folder.Path, entry.ToFullPath()).Replace('\\', '/'), entry.Length, entry.LastWriteTimeUtc);
    }

    private static bool Counts(ReadOnlySpan<char> name, HashSet<string> endings, string[] ignored)
    {
        if (name.StartsWith('.')) return false;
        foreach (var pattern in ignored)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name)) return false;
        }

        var ending = Path.GetExtension(name);
        return endings.Count == 0 || (ending.Length > 1 && endings.Contains(ending[1..].ToString()));
    }

    private static bool IsOwn(ReadOnlySpan<char> folder) => folder.Equals(Processed, StringComparison.OrdinalIgnoreCase) || folder.Equals(Failed, StringComparison.OrdinalIgnoreCase);
}
