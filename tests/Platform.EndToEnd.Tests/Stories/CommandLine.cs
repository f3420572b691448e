using System.Diagnostics;
using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The command line as its users run it: a process of its own, with the service's folder as working directory.</summary>
internal static class CommandLine
{
    public static Task<CommandResult> RunAsync(PlatformProcess platform, params string[] arguments) =>
        RunAsync(platform.Folder, new() { ["PLATFORM__Storage__DataPath"] = Path.Combine(platform.Folder, "data") }, null, arguments);

    public static async Task<CommandResult> RunAsync(string folder, Dictionary<string, string> environment, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(PlatformProcess.BuiltProgram);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, await output, await errors);
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record CommandResult(int Code, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public override string ToString() => $"exit code {Code}\n{Output}\n{Errors}";
}
