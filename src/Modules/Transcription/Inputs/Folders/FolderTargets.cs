using Platform.Transcription.Formats;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>Where results of a watched folder go.</summary>
internal static class FolderTargets
{
    /// <summary>Folder of a file's results: beside it, or <c>processed/</c> beside it.</summary>
    public static string FolderOf(WatchedFolder folder, string name, string own)
    {
        var beside = Path.GetDirectoryName(Path.Combine(folder.Path, name))!;
        return folder.Output == FolderOutput.Move ? Path.Combine(beside, own) : beside;
    }

    /// <summary>Whether the result of a file is there already.</summary>
    public static bool IsThere(WatchedFolder folder, string name, IReadOnlyList<TranscriptFormat> formats)
    {
        var target = FolderOf(folder, name, FolderFiles.Processed);
        return formats.Any(f => File.Exists(Path.Combine(target, $"{Path.GetFileNameWithoutExtension(name)}.{f.Name()}")));
    }

    /// <summary>A name for the recording whose results are free, or may be overwritten.</summary>
    public static string Choose(WatchedFolder folder, string name, string target, IReadOnlyList<TranscriptFormat> formats)
    {
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        if (folder.Duplicates == FolderDuplicates.Overwrite) return stem + ending;
        for (var number = 1; ; number++)
        {
            var free = number == 1 ? stem : $"{stem} ({number})";
            var moved = folder.Output == FolderOutput.Move && File.Exists(Path.Combine(target, free + ending));
            if (!moved && !formats.Any(f => File.Exists(Path.Combine(target, $"{free}.{f.Name()}")))) return free + ending;
        }
    }
}
