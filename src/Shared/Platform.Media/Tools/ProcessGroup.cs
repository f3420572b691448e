using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Media.Tools;

/// <summary>
/// Starts a program in a session of its own and kills all of it. Killing by parentage alone would miss a grandchild
/// whose parent has ended; on Linux, <c>setsid</c> (util-linux, part of every Debian) puts the whole family in one process group.
/// </summary>
internal sealed partial class ProcessGroup : IDisposable
{
    private const int SigKill = 9;
    private static readonly string? Setsid = OperatingSystem.IsLinux() ? ToolPath.Find("setsid") : null;

    private readonly bool _grouped;

    public ProcessGroup(string path, ToolRequest request)
    {
        _grouped = Setsid is not null && request.MayStartOthers;
        Process = new Process { StartInfo = StartInfo(_grouped ? [Setsid!, path] : [path], request) };
    }

    /// <summary>The program; not started yet.</summary>
    public Process Process { get; }

    /// <summary>
    /// Kills the program and its group. The group outlives its first process, so this also ends what a program that has
    /// ended left behind.
    /// </summary>
    public void Kill()
    {
        // Without a group, or in the instant before setsid has made it, there is only the process.
        if (!_grouped || KillProcess(-Process.Id, SigKill) != 0) KillTree(descendants: Setsid is null);
    }

    /// <summary>Kills also descendants that left the group, as far as their parents still live. Reads the table of all processes: not for every run.</summary>
    public void KillThoroughly()
    {
        KillTree(descendants: true);
        Kill();
    }

    public void Dispose() => Process.Dispose();

    private static ProcessStartInfo StartInfo(string[] command, ToolRequest request)
    {
        var info = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        foreach (var argument in command.Skip(1).Concat(request.Arguments)) info.ArgumentList.Add(argument);
        foreach (var (name, value) in request.Environment)
        {
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        }

        return info;
    }

    private void KillTree(bool descendants)
    {
        try
        {
            if (!Process.HasExited) Process.Kill(descendants);
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
