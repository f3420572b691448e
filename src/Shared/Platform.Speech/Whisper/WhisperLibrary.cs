using System.Runtime.InteropServices;

namespace Platform.Speech.Whisper;

/// <summary>Where libwhisper is.</summary>
/// <param name="File">Full path, or a name for the system to find.</param>
/// <param name="Before">What must be loaded before it.</param>
/// <param name="Source">For people: where it came from.</param>
internal sealed record WhisperLibrary(string File, IReadOnlyList<string> Before, string Source)
{
    /// <summary>The library the platform comes with, compiled for the oldest processors.</summary>
    public bool IsSlow { get; init; }

    /// <summary>
    /// In this order: where the settings say; beside the program, laid out as in the package Whisper.net.Runtime; the
    /// system's; the one that came by npm, which runs anywhere and is slow.
    /// </summary>
    /// <param name="configured">A folder or a file; empty for none.</param>
    /// <param name="beside">Folder of the program.</param>
    /// <returns>Null when there is none. What is configured and not there is not made up for.</returns>
    public static WhisperLibrary? Find(string? configured, string beside)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return System.IO.File.Exists(configured) ? new WhisperLibrary(configured, [], configured) : In(configured);
        if (In(Path.Combine(beside, "runtimes", Rid())) is { } runtime) return runtime;
        foreach (var name in (string[])["libwhisper.so.1", "libwhisper.1.dylib"])
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            NativeLibrary.Free(library);
            return new WhisperLibrary(name, [], "the system's");
        }

        var own = Path.Combine(beside, "whisper", Rid(), "libwhisper.so");
        return System.IO.File.Exists(own) ? new WhisperLibrary(own, [], "the one the platform comes with") { IsSlow = Rid() == "linux-x64" } : null;
    }

    private static string Rid() => $"{(OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsWindows() ? "win" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static WhisperLibrary? In(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        string[] files = [.. Directory.EnumerateFiles(folder).Where(IsLibrary).Order(StringComparer.Ordinal)];
        if (Array.Find(files, f => Name(f) == "whisper") is not { } whisper) return null;

        // Base before backends before the front that knows them all.
        var ggml = files.Where(f => Name(f).StartsWith("ggml", StringComparison.Ordinal)).OrderBy(f => Name(f) switch
        {
            "ggml-base" => 0,
            "ggml" => 2,
            _ => 1,
        });
        return new WhisperLibrary(whisper, [.. ggml], folder);
    }

    private static bool IsLibrary(string file) => Path.GetFileName(file) is var name && (name.Contains(".so", StringComparison.Ordinal) || Path.GetExtension(name) is ".dylib" or ".dll");

    // "libggml-cpu-whisper.so.1" and "ggml-cpu-whisper.dll" are called ggml-cpu.
    private static string Name(string file)
    {
        var name = Path.GetFileName(file).Split('.')[0];
        if (name.StartsWith("lib", StringComparison.Ordinal)) name = name[3..];
        return name.EndsWith("-whisper", StringComparison.Ordinal) ? name[..^"-whisper".Length] : name;
    }
}
