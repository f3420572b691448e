using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Platform.Host.Tests.Backup;

/// <summary>Runs the commands that docs/operations.md tells operators to run.</summary>
internal static class OperationsDocument
{
    /// <summary>Runs the code block that begins with <c># name</c>, as an operator would paste it.</summary>
    public static async Task RunAsync(string name, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("sh", ["-e", "-c", Block(name)]) { WorkingDirectory = folder, RedirectStandardError = true };
        foreach (var (key, value) in variables) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Block(string name)
    {
        var lines = File.ReadLines(Path.Combine(Root(), "docs", "operations.md")).ToList();
        var from = lines.IndexOf($"# {name}");
        Assert.True(from > 0 && lines[from - 1] == "```sh", $"docs/operations.md has no block '{name}'");
        return string.Join('\n', lines.Skip(from).TakeWhile(line => line != "```"));
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));
}
