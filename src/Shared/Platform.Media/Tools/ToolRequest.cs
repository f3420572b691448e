namespace Platform.Media.Tools;

/// <summary>One run of an external program.</summary>
/// <param name="Program">A name to be found on the PATH, or an absolute path.</param>
/// <param name="Arguments">Passed one by one; no shell sees them.</param>
public sealed record ToolRequest(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>After this the program and all it started are killed.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Variables set on top of the service's own; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? WorkingDirectory { get; init; }

    /// <summary>False for a program known to start no others: it is spared the session of its own by which its descendants are killed.</summary>
    public bool MayStartOthers { get; init; } = true;

    /// <summary>
    /// Writes the program's standard input; it is closed when this returns. The token is cancelled when the program has
    /// ended or its output is no longer wanted. An <see cref="IOException"/> is taken for the program closing its input
    /// and is no failure: whoever copies from a stream that can fail catches that failure itself. Null: the input is empty.
    /// </summary>
    public Func<Stream, CancellationToken, Task>? WriteInput { get; init; }

    /// <summary>
    /// Reads the program's standard output and says whether it read to the end; false means it has enough: the program is
    /// then stopped, and the run counts as successful. Null: up to <see cref="MaxOutputBytes"/> are kept in <see cref="ToolResult.Output"/>.
    /// </summary>
    public Func<Stream, CancellationToken, Task<bool>>? ReadOutput { get; init; }

    /// <summary>How much captured output is kept; the rest is read and dropped.</summary>
    public int MaxOutputBytes { get; init; } = 1 << 20;

    /// <summary>How much of the end of standard error is kept.</summary>
    public int MaxErrorBytes { get; init; } = 8 << 10;

    /// <summary>What to do when the program is missing: "apt-get install ffmpeg".</summary>
    public string? InstallHint { get; init; }
}
