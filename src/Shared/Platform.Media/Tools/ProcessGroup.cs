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

    /// <summary>
    /// Kills the program and its group. The group outlives its first process, so this also ends what a program that has
    /// ended left behind.
    /// </summary>
    public static void Kill(Process process)
    {
        // Without a group, or in the instant before setsid has made it, there is only the process.
        if (Setsid is null || KillProcess(-process.Id, SigKill) != 0) KillTree(process, descendants: Setsid is null);
    }

    /// <summary>Kills also descendants that left the group, as far as their parents still live. Reads the table of all processes: not for every run.</summary>
    public static void KillThoroughly(Process process) => KillTree(process, descendants: true);

    private static void KillTree(Process process, bool descendants)
    {
        try
        {
            if (!process.HasExited) process.Kill(descendants);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It is already gone, or a part of the tree is.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int pid, int signal);
}
