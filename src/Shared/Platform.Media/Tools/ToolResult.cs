using System.Text;
using Platform.Kernel.Results;

namespace Platform.Media.Tools;

/// <summary>How a run of an external program ended.</summary>
public enum ToolExit
{
    /// <summary>Exit code 0, or stopped by us because its output was no longer wanted.</summary>
    Ok,

    /// <summary>Another exit code.</summary>
    Failed,

    /// <summary>Killed because its time was up.</summary>
    TimedOut,

    /// <summary>Killed because the caller cancelled.</summary>
    Cancelled,

    /// <summary>There is no such program, or it may not be executed.</summary>
    NotFound,

    /// <summary>Ended by a signal that we did not send: a crash, or the kernel short of memory.</summary>
    Signalled,
}

/// <summary>What became of a <see cref="ToolRequest"/>.</summary>
public sealed record ToolResult
{
    /// <summary>File name of the program.</summary>
    public required string Program { get; init; }

    public required ToolExit Exit { get; init; }

    /// <summary>The exit code; null unless <see cref="ToolExit.Ok"/> or <see cref="ToolExit.Failed"/>.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal's number; only with <see cref="ToolExit.Signalled"/>.</summary>
    public int? Signal { get; init; }

    /// <summary>Captured standard output, cut at the request's limit.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Whether there was more output than was kept.</summary>
    public bool OutputTruncated { get; init; }

    /// <summary>The end of standard error, without the empty lines around it.</summary>
    public string ErrorTail { get; init; } = "";

    public TimeSpan Elapsed { get; init; }

    /// <summary>What went wrong in one sentence, with the last lines of standard error; empty when nothing did.</summary>
    public string Explanation { get; init; } = "";

    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary>
    /// The failure as an error for the user, null when all went well: <c>tool.missing</c>, <c>tool.timeout</c>,
    /// <c>tool.cancelled</c>, <c>tool.crashed</c> or <c>tool.failed</c>.
    /// </summary>
    public Error? ToError() => Exit switch
    {
        ToolExit.Ok => null,
        ToolExit.NotFound => Error.Unavailable("tool.missing", Explanation),
        ToolExit.TimedOut => Error.Unavailable("tool.timeout", Explanation),
        ToolExit.Cancelled => Error.Unavailable("tool.cancelled", Explanation),
        ToolExit.Signalled => Error.Unavailable("tool.crashed", Explanation),
        _ => Error.Unavailable("tool.failed", Explanation),
    };
}
