using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Media.Tools;

/// <summary>
/// Starts a program in a session of its own and kills all of it. Killing by parentage alone would miss a grandchild
/// whose parent has ended; on Linux, <c>setsid</c> (util-linux, part of every Debian) puts the whole family in one process group.
/// </summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;
    private static readonly string? Setsid = OperatingSystem.IsLinux() ? ToolPath.Find("setsid") : null;

    public static ProcessStartInfo StartInfo(string path, ToolRequest request)
    {
        var info = new ProcessStartInfo(Setsid ?? path)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        if (Setsid is not null) info.ArgumentList.Add(path);
        foreach (var argument in request.Arguments) info.ArgumentList.Add(argument);
        foreach (var (name, value) in request.Environment)
        {
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        }

        return info;
    }

    /// <summary>Kills the program and all it started. The group outlives its first process, so this also works after that has ended.</summary>
    public static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // Already gone, or a part of the tree is: the group below is what counts.
        }

        if (Setsid is not null) _ = KillProcess(-process.Id, SigKill);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int pid, int signal);
}
