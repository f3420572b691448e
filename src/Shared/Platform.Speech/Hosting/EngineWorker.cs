using System.Net.Sockets;
using System.Text.Json;
using Platform.Kernel.Results;
using Platform.Media.Tools;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Hosting;

/// <summary>
/// One engine host process with one loaded model, as the service sees it. Whatever the native code does (crash, abort, exit, hang,
/// eat memory) becomes an <see cref="Error"/>; the worker is then <see cref="Dead"/>. One order at a time.
/// </summary>
internal sealed class EngineWorker : IAsyncDisposable
{
    // Native code looks at its abort flag many times a second; what does not is killed.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MemoryLook = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _kill = new();
    private readonly WorkerSpec _spec;
    private readonly TimeProvider _clock;
    private readonly Task<ToolResult> _run;
    private Socket? _socket;
    private Stream? _stream;

    private EngineWorker(WorkerSpec spec, Func<CancellationToken, Task<ToolResult>> run, TimeProvider clock)
    {
        (_spec, _clock) = (spec, clock);
        _run = run(_kill.Token);
    }

    public WorkerSpec Spec => _spec;

    public int ProcessId { get; private set; }

    /// <summary>What the engine said of itself when it was loaded.</summary>
    public IReadOnlyDictionary<string, string> Details { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether the process is gone, or can no longer be talked to. Asked between orders, when nothing but the end can come.</summary>
    public bool Dead => _run.IsCompleted || _kill.IsCancellationRequested || _socket is not { } socket || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    /// <summary>Bytes; above it the process is killed. 0: no limit.</summary>
    public long MostMemory { get; init; }

    /// <summary>Starts a process and loads the engine.</summary>
    /// <param name="spec">What to load.</param>
    /// <param name="socket">Where the process connects to; listening.</param>
    /// <param name="run">Starts the process, ends when it does, kills it when told to.</param>
    /// <param name="limits">How long loading may take, how much memory it may hold.</param>
    /// <param name="clock">For timeouts.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    public static async Task<Result<EngineWorker>> StartAsync(
        WorkerSpec spec, Socket socket, Func<CancellationToken, Task<ToolResult>> run, (TimeSpan Load, long MostMemory) limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        var worker = new EngineWorker(spec, run, clock) { MostMemory = limits.MostMemory };
        var loaded = false;
        try
        {
            var result = await worker.WithinAsync(limits.Load, "load", cancel => worker.LoadAsync(socket, cancel), cancellationToken);
            if (!result.Ok) return result.Error;
            loaded = true;
            return worker;
        }
        finally
        {
            if (!loaded) await worker.DisposeAsync();
        }
    }

    /// <summary>Has the engine work on samples.</summary>
    /// <returns>
    /// The answer, or an error: the engine's own words, <c>speech.engine_crashed</c>, <c>speech.engine_timeout</c> or <c>speech.engine_memory</c>.
    /// </returns>
    /// <exception cref="OperationCanceledException">Cancelled; the native code has stopped, if need be with its process.</exception>
    public Task<Result<WorkAnswer>> WorkAsync(ReadOnlyMemory<float> samples, WorkOrder order, Action<double>? progress, TimeSpan timeout, CancellationToken cancellationToken) =>
        WithinAsync<WorkAnswer>(timeout, "work", async cancel =>
        {
            await Frames.WriteAsync(_stream!, FrameKind.Audio, System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.Span).ToArray(), cancel);
            await Frames.WriteAsync(_stream!, FrameKind.Work, WireJson.Write(order, WireJson.Default.WorkOrder), cancel);
            while (true)
            {
                var (kind, payload) = await NextAsync(cancel);
                if (kind == FrameKind.Done) return WireJson.Read(payload, WireJson.Default.WorkAnswer);
                if (kind == FrameKind.Failed) return Told(payload);
                if (kind == FrameKind.Progress) progress?.Invoke(WireJson.Read(payload, WireJson.Default.ProgressNote).Fraction);
            }
        }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Hanging up is what an idle host ends by; one that does not is killed.
        if (_stream is not null) await _stream.DisposeAsync();
        await Task.WhenAny(_run, Task.Delay(_stream is null ? TimeSpan.Zero : EndGrace, CancellationToken.None));
        await _kill.CancelAsync();
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _kill.Dispose();
    }

    private async Task<Result<Unit>> LoadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var accepted = socket.AcceptAsync(cancellationToken).AsTask();
        if (await Task.WhenAny(accepted, _run) != accepted) throw new EndOfStreamException();
        _socket = await accepted;
        _stream = new NetworkStream(_socket, ownsSocket: true);
        ProcessId = WireJson.Read((await NextAsync(cancellationToken)).Payload, WireJson.Default.Hello).ProcessId;
        await Frames.WriteAsync(_stream, FrameKind.Load, WireJson.Write(new LoadOrder(_spec.Engine, _spec.Settings), WireJson.Default.LoadOrder), cancellationToken);
        var (kind, payload) = await NextAsync(cancellationToken);
        if (kind != FrameKind.Loaded) return Told(payload);
        Details = WireJson.Read(payload, WireJson.Default.LoadedAnswer).Details;
        return Unit.Value;
    }

    private async Task<(FrameKind Kind, byte[] Payload)> NextAsync(CancellationToken cancellationToken) =>
        await Frames.ReadAsync(_stream!, cancellationToken) ?? throw new EndOfStreamException();

    private async Task<Result<T>> WithinAsync<T>(TimeSpan timeout, string what, Func<CancellationToken, Task<Result<T>>> act, CancellationToken cancellationToken)
    {
        using var stopped = new CancellationTokenSource();
        using var watch = new CancellationTokenSource();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, cancellationToken);
        var work = act(stopped.Token);
        var memory = WatchMemoryAsync(watch.Token);
        try
        {
            var timer = Task.Delay(timeout, _clock, watch.Token);
            var gone = Task.Delay(Timeout.Infinite, caller.Token);
            var first = await Task.WhenAny(work, memory, timer, gone);
            if (first == work) return await work;
            if (first == memory) return await KillAsync(work, stopped, MemoryError(await memory));
            if (first == timer) return await KillAsync(work, stopped, Error.Unavailable("speech.engine_timeout", $"{_spec.Title} did not {what} within {timeout.TotalSeconds:0.#} s and was ended."));
            await CancelAsync(work, stopped);
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or JsonException)
        {
            return await CrashAsync();
        }
        finally
        {
            await watch.CancelAsync();
        }
    }

    private async Task CancelAsync(Task work, CancellationTokenSource stopped)
    {
        try
        {
            if (_stream is not null && ProcessId != 0) await Frames.WriteAsync(_stream, FrameKind.Cancel, default, CancellationToken.None);
            await work.WaitAsync(CancelGrace, _clock);
        }
        catch (Exception e) when (e is TimeoutException or IOException or SocketException or JsonException or ObjectDisposedException)
        {
            await KillAsync(work, stopped, null);
        }
    }

    private async Task<Error> KillAsync(Task work, CancellationTokenSource stopped, Error? why)
    {
        await _kill.CancelAsync();
        await stopped.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return why ?? Error.Unavailable("speech.cancelled", "Cancelled.");
    }

    /// <summary>The process hung up: by a crash, an abort or an exit of the native code. Its last words say which.</summary>
    private async Task<Error> CrashAsync()
    {
        await Task.WhenAny(_run, Task.Delay(EndGrace, CancellationToken.None));
        await _kill.CancelAsync();
        var run = await _run;
        var how = run.Exit switch
        {
            ToolExit.Ok => "it ended without an answer" + LastLines(run),
            ToolExit.NotFound => run.Explanation,
            _ => run.Explanation,
        };
        return Error.Unavailable("speech.engine_crashed", $"{_spec.Title} crashed in its own process; the service is not affected: {how}");
    }

    private static string LastLines(ToolResult run)
    {
        var lines = run.ErrorTail.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3);
        return string.Join(" / ", lines) is { Length: > 0 } text ? $": {text}" : "";
    }

    private static Error Told(byte[] payload)
    {
        var failed = WireJson.Read(payload, WireJson.Default.FailedAnswer);
        return Error.Unavailable(failed.Code, failed.Message);
    }

    /// <returns>The bytes it holds, once they are too many.</returns>
    private async Task<long> WatchMemoryAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (MostMemory > 0 && ProcessId != 0 && MachineMemory.Of(ProcessId) is { } held && held > MostMemory) return held;
            await Task.Delay(MemoryLook, _clock, cancellationToken);
        }
    }

    private Error MemoryError(long held) => Error.Unavailable(
        "speech.engine_memory",
        $"{_spec.Title} took {held >> 20} MB of memory, more than the {MostMemory >> 20} MB that Speech:EngineHost:MostMegabytes allows, and was ended. Choose a smaller model or raise the limit.");
}
