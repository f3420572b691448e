using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace Platform.Media.Tools;

/// <summary>
/// The one way this product runs other programs: an argument list and no shell, a time limit, everything the program
/// started killed with it, output and error text bounded, the child always reaped, and an answer that says how it ended.
/// </summary>
public sealed partial class ExternalTool(TimeProvider clock, ILogger<ExternalTool> log)
{
    /// <summary>Runs the program to its end, or to the end of its time or of the caller's patience.</summary>
    /// <returns>
    /// How it ended. Cancellation is an answer too (<see cref="ToolExit.Cancelled"/>), given once the program is gone.
    /// An exception of the request's own stream functions is thrown on after the program was killed.
    /// </returns>
    public async Task<ToolResult> RunAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var program = Path.GetFileName(request.Program);
        if (cancellationToken.IsCancellationRequested) return ToolOutcome.Cancelled(program, TimeSpan.Zero, "");
        if (ToolPath.Find(request.Program) is not { } path) return Missing(request, program);

        var start = clock.GetTimestamp();
        using var group = new ProcessGroup(path, request);
        try
        {
            group.Process.Start();
        }
        catch (Win32Exception e)
        {
            return ToolOutcome.NotStarted(program, e.Message, request.InstallHint);
        }

        var run = new ToolRun(group, request, clock);
        var result = await run.FinishAsync(cancellationToken);
        result = ToolOutcome.Explain(result with { Program = program, Elapsed = clock.GetElapsedTime(start) }, request.Timeout);
        if (result.Exit != ToolExit.Ok) LogFailure(program, result.Exit, result.Elapsed.TotalMilliseconds, result.Explanation);
        return result;
    }

    private ToolResult Missing(ToolRequest request, string program)
    {
        LogFailure(program, ToolExit.NotFound, 0, "not installed");
        return ToolOutcome.NotFound(program, request.InstallHint);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Program} ended {Exit} after {Milliseconds:F0} ms: {Explanation}")]
    private partial void LogFailure(string program, ToolExit exit, double milliseconds, string explanation);
}
