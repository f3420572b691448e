using System.Diagnostics;

namespace Platform.Media.Tools;

/// <summary>The life of one started process: three streams served at once, then the end, whichever comes first.</summary>
internal sealed class ToolRun(ProcessGroup group, ToolRequest request, TimeProvider clock)
{
    // A descendant that left the process group and still holds the pipes must not hold up the answer for longer than this.
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(5);

    private readonly Process _process = group.Process;
    private readonly TailBuffer _errors = new(request.MaxErrorBytes);
    private readonly HeadBuffer _output = new(request.MaxOutputBytes);
    private bool _hadEnough;
    private ToolExit? _forced;

    public async Task<ToolResult> FinishAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(request.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var stopInput = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var errors = _errors.FillAsync(_process.StandardError.BaseStream, stop.Token);
        var input = WriteInputAsync(stopInput.Token);
        var output = ReadOutputAsync(stop.Token);
        var exit = _process.WaitForExitAsync(stop.Token);
        var interrupted = true;
        try
        {
            await FirstEndAsync(input, output, exit);
            await stopInput.CancelAsync();
            await exit;
            interrupted = false;

            // Whatever the program left behind would keep the pipes open.
            group.Kill();
            // Where nothing can have been left behind, a busy machine gets all the time it needs to read what is in them.
            await Task.WhenAll(output, errors, input).WaitAsync(request.MayStartOthers ? PipeGrace : Timeout.InfiniteTimeSpan, clock, stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            // The tokens tell which of the two it was, and an exit code that is known stands.
        }
        finally
        {
            if (interrupted)
            {
                _forced = cancellationToken.IsCancellationRequested ? ToolExit.Cancelled : ToolExit.TimedOut;
                group.KillThoroughly();
            }
            else
            {
                group.Kill();
            }

            await stop.CancelAsync();
            await _process.WaitForExitAsync(CancellationToken.None);
            await Quietly(Task.WhenAll(output, errors, input));
        }

        return Result();
    }

    // Ends when the program does, or kills it when its output is no longer wanted or one of the request's functions fails.
    private async Task FirstEndAsync(Task input, Task<bool> output, Task exit)
    {
        List<Task> waiting = [input, output, exit];
        while (waiting.Count > 0)
        {
            var first = await Task.WhenAny(waiting);
            await first;
            if (first == exit) return;
            if (first == output && !await output)
            {
                _hadEnough = true;
                group.Kill();
                return;
            }

            waiting.Remove(first);
        }
    }

    private ToolResult Result()
    {
        var code = _process.ExitCode;
        var exit = _forced ?? (_hadEnough || code == 0 ? ToolExit.Ok : code > 128 ? ToolExit.Signalled : ToolExit.Failed);
        return new ToolResult
        {
            Program = "",
            Exit = exit,
            ExitCode = exit switch { ToolExit.Ok => 0, ToolExit.Failed => code, _ => null },
            Signal = exit == ToolExit.Signalled ? code - 128 : null,
            Output = _output.Bytes,
            OutputTruncated = _output.Truncated,
            ErrorTail = _errors.Text(),
        };
    }

    private async Task WriteInputAsync(CancellationToken cancellationToken)
    {
        var stream = _process.StandardInput.BaseStream;
        try
        {
            if (request.WriteInput is { } write) await write(stream, cancellationToken);
        }
        catch (IOException)
        {
            // The program reads no more: it has what it wanted, or its exit code will say what it lacked.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over, by timeout or by request; its outcome says which.
        }
        finally
        {
            await CloseAsync(stream);
        }
    }

    /// <returns>Whether the stream was read to its end.</returns>
    private async Task<bool> ReadOutputAsync(CancellationToken cancellationToken)
    {
        var stream = _process.StandardOutput.BaseStream;
        if (request.ReadOutput is { } read) return await read(stream, cancellationToken);
        await _output.FillAsync(stream, cancellationToken);
        return true;
    }

    private static async Task CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (IOException)
        {
            // Flushing into a pipe whose reader has gone.
        }
    }

    private static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
