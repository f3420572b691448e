using System.Diagnostics;

namespace Platform.Testing.Audio;

/// <summary>Runs a program that a test needs and shows what it said when it fails.</summary>
public static class TestProgram
{
    public static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {await errors}{await output}");
    }
}
