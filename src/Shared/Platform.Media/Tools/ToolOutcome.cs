using System.Globalization;

namespace Platform.Media.Tools;

/// <summary>Words for how a run ended.</summary>
internal static class ToolOutcome
{
    private const int ShownLines = 3;

    public static ToolResult NotFound(string program, string? hint) => new()
    {
        Program = program,
        Exit = ToolExit.NotFound,
        Explanation = $"{program} is not installed" + (hint is null ? "" : $": {hint}"),
    };

    public static ToolResult NotStarted(string program, string reason, string? hint) => new()
    {
        Program = program,
        Exit = ToolExit.NotFound,
        Explanation = $"{program} could not be started: {reason}" + (hint is null ? "" : $" ({hint})"),
    };

    public static ToolResult Cancelled(string program, TimeSpan elapsed, string errors) =>
        new() { Program = program, Exit = ToolExit.Cancelled, Elapsed = elapsed, ErrorTail = errors, Explanation = $"{program} was cancelled" };

    /// <summary>Fills in <see cref="ToolResult.Explanation"/>.</summary>
    public static ToolResult Explain(ToolResult result, TimeSpan timeout)
    {
        var what = result.Exit switch
        {
            ToolExit.Ok => "",
            ToolExit.TimedOut => string.Create(CultureInfo.InvariantCulture, $"{result.Program} did not finish within {timeout.TotalSeconds:0.#} s"),
            ToolExit.Cancelled => $"{result.Program} was cancelled",
            ToolExit.Signalled => $"{result.Program} was ended by signal {result.Signal} ({SignalName(result.Signal)})",
            _ => $"{result.Program} failed with exit code {result.ExitCode}",
        };
        if (what.Length > 0 && LastLines(result.ErrorTail) is { Length: > 0 } lines) what += $": {lines}";
        return result with { Explanation = what };
    }

    private static string LastLines(string errors) =>
        string.Join(" / ", errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(ShownLines));

    private static string SignalName(int? signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL, perhaps the kernel was short of memory",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        _ => "unknown",
    };
}
