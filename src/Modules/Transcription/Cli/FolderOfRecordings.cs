using Platform.Kernel.Results;

namespace Platform.Transcription.Cli;

/// <summary>A folder that is worked through: recordings at its top level, <c>processed/</c> and <c>failed/</c> in it. Where a file lies is the truth.</summary>
internal sealed class FolderOfRecordings
{
    private static readonly string[] Extensions = [".wav", ".mp3", ".m4a", ".flac", ".ogg", ".wma"];
    private readonly string _folder;

    private FolderOfRecordings(string folder) => _folder = folder;

    public string FullPath => _folder;

    /// <returns>The folder, or <c>transcription.folder</c>: it does not exist, or is no directory.</returns>
    public static Result<FolderOfRecordings> Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full)) return Error.InvalidField("folder", "transcription.folder", $"{path} is not a directory. For single files: platform transcribe file {path}");
        return Directory.Exists(full) ? new FolderOfRecordings(full) : Error.InvalidField("folder", "transcription.folder", $"{path} does not exist.");
    }

    /// <summary>The recordings, by name.</summary>
    public IReadOnlyList<string> Recordings() =>
        [.. Directory.EnumerateFiles(_folder).Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Takes a recording for this process, until what is returned is disposed of; null when another process has it, or has moved it
    /// away. The lock ends with the process, however that ends.
    /// </summary>
    public static FileStream? Take(string recording)
    {
        try
        {
            var taken = new FileStream(recording, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
            if (File.Exists(recording)) return taken;
            taken.Dispose();
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Moves a recording and what was made of it to <c>processed/</c>, the recording last: what lies there is whole.</summary>
    public Error? MoveToProcessed(FileStream recording, IEnumerable<string> outputs) => Move("processed", recording, outputs);

    public Error? MoveToFailed(FileStream recording) => Move("failed", recording, []);

    private Error? Move(string folder, FileStream taken, IEnumerable<string> outputs)
    {
        var recording = taken.Name;
        try
        {
            var target = Path.Combine(_folder, folder);
            Directory.CreateDirectory(target);
            var stem = Path.GetFileNameWithoutExtension(recording);
            var name = FreeName(target, taken, stem);
            foreach (var output in outputs) File.Move(output, Path.Combine(target, name + Path.GetFileName(output)[stem.Length..]), overwrite: true);
            File.Move(recording, Path.Combine(target, name + Path.GetExtension(recording)), overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error.Unavailable("transcription.move_failed", $"{Path.GetFileName(recording)} could not be moved to {folder}/: {e.Message}");
        }
    }

    // Another recording of the same name that was processed before is not written over; the same one is.
    private static string FreeName(string target, FileStream recording, string stem)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? stem : $"{stem} ({number})";
            var there = Path.Combine(target, name + Path.GetExtension(recording.Name));
            if (!File.Exists(there) || IsSame(there, recording)) return name;
        }
    }

    // By the stream that holds the lock: another would be refused.
    private static bool IsSame(string there, FileStream recording)
    {
        if (new FileInfo(there).Length != recording.Length) return false;
        using var other = File.OpenRead(there);
        recording.Position = 0;
        var (a, b) = (new byte[64 << 10], new byte[64 << 10]);
        int read;
        while ((read = other.ReadAtLeast(a, a.Length, throwOnEndOfStream: false)) > 0)
        {
            if (recording.ReadAtLeast(b.AsSpan(0, read), read, throwOnEndOfStream: false) != read || !a.AsSpan(0, read).SequenceEqual(b.AsSpan(0, read))) return false;
        }

        return true;
    }
}
