using System.Runtime.InteropServices;

namespace Platform.Benchmarks;

/// <summary>CPU time, user and system, of this process and of its ended children, as the kernel counts it (getrusage).</summary>
internal static partial class CpuTime
{
    private const int Self = 0;
    private const int Children = -1;

    public static TimeSpan OfSelf => Read(Self);

    public static TimeSpan OfChildren => Read(Children);

    private static unsafe TimeSpan Read(int who)
    {
        // struct rusage begins with two struct timeval of two longs each; 16 longs in all.
        var usage = stackalloc long[18];
        if (ReadUsage(who, usage) != 0) throw new InvalidOperationException("getrusage failed.");
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int ReadUsage(int who, long* usage);
}
