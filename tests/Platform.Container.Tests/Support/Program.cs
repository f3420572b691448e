using System.Diagnostics;

namespace Platform.Container.Tests.Support;

/// <summary>What a program left behind.</summary>
internal sealed record Outcome(string Command, int Code, string Output, string Errors)
{
    /// <summary>Itself, or a failure that shows everything.</summary>
    public Outcome Succeeded() => Code == 0 ? this : throw new InvalidOperationException(ToString());

    public string Text => Output.Trim();

    public override string ToString() => $"{Command}\nexit code {Code}\n{Output}\n{Errors}";
}

/// <summary>Runs a program with a list of arguments and a time limit.</summary>
internal static class Program
{
    public static async Task<Outcome> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, string? input = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder ?? Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var command = $"{program} {string.Join(' ', start.ArgumentList)}";
        using var timer = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} took longer than {limit}:\n{await output}\n{await errors}");
        }

        return new Outcome(command, process.ExitCode, await output, await errors);
    }
}
