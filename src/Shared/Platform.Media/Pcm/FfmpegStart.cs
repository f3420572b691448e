using System.Collections.Concurrent;
using Platform.Media.Tools;

namespace Platform.Media.Pcm;

/// <summary>
/// Makes ffmpeg start with less CPU. Debian's is linked to some 215 libraries, and two thirds of its start is the dynamic
/// linker asking one after the other for 43,000 symbols. Most are defined in a few of them: with those at the front of the
/// search (LD_PRELOAD) it takes 50 to 55 ms instead of 65. Only libraries that this ffmpeg loads anyway are named.
/// </summary>
internal sealed class FfmpegStart(ExternalTool tool)
{
    // By how many symbols of ffmpeg 5.1's they define; names without their versions.
    private static readonly string[] MostWanted =
    [
        "libstdc++.so", "libc.so", "libcrypto.so", "libepoxy.so", "libglib-2.0.so", "liblapack.so", "libavutil.so",
        "libsrt-gnutls.so", "libasound.so", "libgio-2.0.so", "libnettle.so", "libgnutls.so", "libflite.so",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Task<IReadOnlyDictionary<string, string?>>> _known = [];

    public static IReadOnlyDictionary<string, string?> Plain { get; } = new Dictionary<string, string?>();

    /// <summary>The environment to start this ffmpeg with; found out once.</summary>
    public Task<IReadOnlyDictionary<string, string?>> EnvironmentAsync(string program) =>
        OperatingSystem.IsLinux() ? _known.GetOrAdd(program, FindAsync) : Task.FromResult(Plain);

    private async Task<IReadOnlyDictionary<string, string?>> FindAsync(string program)
    {
        // Asked so, the dynamic linker lists what it would load and does not run the program; ldd does the same.
        var request = new ToolRequest(program, [])
        {
            Timeout = Limit,
            Environment = new Dictionary<string, string?> { ["LD_TRACE_LOADED_OBJECTS"] = "1" },
            MayStartOthers = false,
        };
        var listed = await tool.RunAsync(request, CancellationToken.None);
        var libraries = Libraries(listed.OutputText).ToList();
        var first = MostWanted.Select(wanted => libraries.Find(path => Path.GetFileName(path).StartsWith(wanted, StringComparison.Ordinal))).OfType<string>();
        var order = string.Join(' ', first);
        return listed.Exit == ToolExit.Ok && order.Length > 0 ? new Dictionary<string, string?> { ["LD_PRELOAD"] = order } : Plain;
    }

    // "	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f...)"
    private static IEnumerable<string> Libraries(string listing) =>
        from line in listing.Split('\n')
        let path = line.Split(" => ") is [_, var target] ? target.Split(" (")[0] : ""
        where Path.IsPathRooted(path) && !path.Contains(' ', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
        select path;
}
