using Platform.Data;

namespace Platform.Transcription.OpenAi;

/// <summary>Where uploads of waiting clients are kept while they are listened to.</summary>
internal sealed class RequestFolder
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(2);

    public RequestFolder(DataDirectory data, TimeProvider clock)
    {
        FullPath = Path.Combine(data.FullPath, "transcription", "requests");
        Sweep(clock.GetUtcNow() - Forgotten);
    }

    /// <summary>May not exist yet.</summary>
    public string FullPath { get; }

    /// <summary>A file of its own, for what is to be sent. Delete it afterwards.</summary>
    public string NewFile(string extension)
    {
        Directory.CreateDirectory(FullPath);
        return Path.Combine(FullPath, $"{Guid.CreateVersion7():n}.{extension}");
    }

    // A process that was killed could not clean up; nodes that share the folder are left their own.
    private void Sweep(DateTimeOffset before)
    {
        if (!Directory.Exists(FullPath)) return;
        foreach (var file in Directory.EnumerateFiles(FullPath).Where(f => File.GetLastWriteTimeUtc(f) < before.UtcDateTime)) File.Delete(file);
    }
}
