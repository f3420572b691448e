using System.Runtime.CompilerServices;

namespace Platform.Architecture.Tests;

/// <summary>The source tree these tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string[] Projects(string below) =>
        Directory.GetFiles(Path.Combine(Root, below), "*.csproj", SearchOption.AllDirectories);

    /// <summary>Source files below a folder, without generated and restored ones; paths relative to the root.</summary>
    public static IEnumerable<string> Files(string below, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Root, below), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => extensions.Contains(Path.GetExtension(f)))
            .Where(f => !f.Contains("/node_modules/") && !f.Contains("/wwwroot/vendor/") && !f.Contains("/wwwroot/_framework/") && !f.Contains("/obj/") && !f.Contains("/bin/"));

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
