using System.Globalization;

namespace Platform.Speech.Hosting;

/// <summary>Memory of this machine, or of the container's share of it, and of one process.</summary>
internal static class MachineMemory
{
    private const string Group = "/sys/fs/cgroup/";

    /// <summary>Bytes that could be had without swapping; null where nobody says.</summary>
    public static long? Available()
    {
        var machine = Field("/proc/meminfo", "MemAvailable:");
        var group = Number(Group + "memory.max") is { } limit && Number(Group + "memory.current") is { } used
            ? Math.Max(0, limit - used + (Field(Group + "memory.stat", "inactive_file") / 1024 ?? 0))
            : (long?)null;
        return group is { } g && machine is { } m ? Math.Min(g, m) : machine ?? group;
    }

    /// <summary>Bytes of physical memory a process holds; null when it is gone.</summary>
    public static long? Of(int process) => Field(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"), "VmRSS:");

    // "MemAvailable:   123456 kB", "inactive_file 123": the number is taken as KiB.
    private static long? Field(string file, string name)
    {
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                if (!line.StartsWith(name, StringComparison.Ordinal)) continue;
                var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                return words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or the process has ended.
        }

        return null;
    }

    private static long? Number(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // no such group: only the machine's own figure counts
        }
    }
}
