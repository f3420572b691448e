using System.Diagnostics;

namespace Platform.Data.Tests.Samples;

/// <summary>A file system in memory that is soon full.</summary>
public sealed class SmallDisk : IDisposable
{
    public SmallDisk(int megabytes)
    {
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Folder)) throw new InvalidOperationException("mount failed");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("platform-disk-").FullName;

    public static bool Possible()
    {
        try
        {
            using var disk = new SmallDisk(1);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>Runs where a file system may be mounted, which takes root.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool Possible = SmallDisk.Possible();

    public SmallDiskFactAttribute()
    {
        if (!Possible) Skip = "Mounting a small tmpfs takes root";
    }
}
