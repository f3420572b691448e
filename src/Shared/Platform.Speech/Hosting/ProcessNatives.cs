using System.Runtime.InteropServices;

namespace Platform.Speech.Hosting;

/// <summary>What an engine host asks of the kernel for itself.</summary>
internal static partial class ProcessNatives
{
    private const int CoreSize = 4; // RLIMIT_CORE
    private const int SetDumpable = 4; // PR_SET_DUMPABLE
    private const string OutOfMemoryScore = "/proc/self/oom_score_adj";

    /// <summary>
    /// No core dumps (a dump of a model in memory can fill a disk); and when the machine is short of memory, the kernel should take
    /// this process before the service.
    /// </summary>
    public static void Settle()
    {
        if (!OperatingSystem.IsLinux()) return;
        var none = default(Limit);
        _ = SetLimit(CoreSize, in none);
        try
        {
            File.WriteAllText(OutOfMemoryScore, "500");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            System.Console.Error.WriteLine($"{OutOfMemoryScore}: {e.Message}");
        }

        // Last: it takes away the right to the file above. A pipe as core pattern ignores the limit, but not this.
        _ = Control(SetDumpable, 0, 0, 0, 0);
    }

    /// <summary>Ends the process without tidying up: native code that hangs in its end would not be the first.</summary>
    public static void Exit(int code)
    {
        if (OperatingSystem.IsWindows()) Environment.Exit(code);
        else ExitNow(code);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Soft, Hard;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitNow(int code);
}
