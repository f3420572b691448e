using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media.Tools;

namespace Platform.Speech.Hosting;

/// <summary>
/// The engine host processes of this node: started on demand, kept warm with their model for the next piece of work, ended when
/// idle for long, when another model needs the place or the memory, or when their model is deleted.
/// </summary>
internal sealed partial class EngineWorkers : IAsyncDisposable
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(15);

    private readonly ExternalTool _tool;
    private readonly IOptionsMonitor<EngineHostOptions> _options;
    private readonly EngineCommand _command;
    private readonly TimeProvider _clock;
    private readonly ILogger<EngineWorkers> _log;
    private readonly SocketFolder _sockets = new();
    private readonly SeatList _large = new();
    private readonly SeatList _helpers = new();
    private readonly ITimer _sweep;

    public EngineWorkers(ExternalTool tool, IOptionsMonitor<EngineHostOptions> options, EngineCommand command, TimeProvider clock, ILogger<EngineWorkers> log)
    {
        (_tool, _options, _command, _clock, _log) = (tool, options, command, clock, log);
        _sweep = clock.CreateTimer(_ => _ = UnloadIdleAsync(), null, Sweep, Sweep);
    }

    private SeatList[] All => [_large, _helpers];

    /// <summary>Why no native engine can run here at all; null when one can.</summary>
    public string? WhyUnavailable() => _command.Words.Count == 0 ? "Native engines run in the platform's own program only" : null;

    /// <summary>A worker with this engine, for one caller; waits while all places are taken by others at work.</summary>
    /// <returns>The worker, or why there is none: what loading it said, <c>speech.memory_short</c>, <c>speech.engine_crashed</c>.</returns>
    public async Task<Result<WorkerLease>> TakeAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        if (WhyUnavailable() is { } reason) return Error.Unavailable("speech.engine_missing", reason + ".");
        var seats = spec.Helper ? _helpers : _large;
        var seat = await seats.TakeAsync(spec.Key, () => _options.CurrentValue.Most, cancellationToken);
        var kept = false;
        try
        {
            if (seat.Worker is { Dead: true } dead)
            {
                LogFound(dead.Spec.Title);
                await seat.ClearAsync();
            }

            if (seat.Worker is { } other && other.Spec.Key != spec.Key) await UnloadAsync(seat, "another model needs its place");
            if (seat.Worker is null)
            {
                if (await MakeRoomAsync(spec) is { } full) return full;
                var started = await StartAsync(spec, cancellationToken);
                if (!started.Ok) return started.Error;
                seat.Worker = started.Value;
            }

            kept = true;
            return new WorkerLease(seat.Worker, () => GiveBackAsync(seats, seat), _options.CurrentValue.WorkSeconds);
        }
        finally
        {
            if (!kept) seats.Release(seat);
        }
    }

    /// <summary>Ends the idle workers that have a file loaded, so that it can be deleted; those at work end when they are done.</summary>
    public async Task UnloadAsync(string file)
    {
        foreach (var seats in All)
        {
            foreach (var seat in seats.TakeIdle(w => w.Spec.Settings.Values.Contains(file), _ => true))
            {
                await UnloadAsync(seat, "its model goes");
                seats.Release(seat);
            }
        }
    }

    /// <summary>What is loaded now.</summary>
    public IReadOnlyList<LoadedEngine> List() => [.. All.SelectMany(seats => seats.List(_clock))];

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        foreach (var seat in All.SelectMany(seats => seats.Close())) await seat.ClearAsync();
        _sockets.Dispose();
    }

    private async Task<Result<EngineWorker>> StartAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        var options = _options.CurrentValue;
        var begun = _clock.GetTimestamp();
        var path = _sockets.Next();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen(1);
            var started = await EngineWorker.StartAsync(
                spec, socket, kill => _tool.RunAsync(Request(path), kill),
                (TimeSpan.FromSeconds(options.LoadSeconds), (long)options.MostMegabytes << 20), _clock, cancellationToken);
            var took = _clock.GetElapsedTime(begun);
            if (started.Ok) LogLoaded(spec.Title, started.Value.ProcessId, took);
            else LogFailed(spec.Title, started.Error.Message);
            return started;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private ToolRequest Request(string path) => new(_command.Words[0], [.. _command.Words.Skip(1), path])
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MayStartOthers = false,
        MaxOutputBytes = 1 << 10,
        Environment = new Dictionary<string, string?>
        {
            // Not a stack trace by gdb on abort; no dumps by .NET; one small heap.
            ["GGML_NO_BACKTRACE"] = "1",
            ["DOTNET_DbgEnableMiniDump"] = "0",
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
        },
    };

    /// <summary>Unloads what is idle, longest first, until the model fits in memory; an error when it does not even then.</summary>
    private async Task<Error?> MakeRoomAsync(WorkerSpec spec)
    {
        var reserve = (long)_options.CurrentValue.ReserveMegabytes << 20;
        while (MachineMemory.Available() is { } available && available - spec.Memory < reserve)
        {
            if (_large.TakeIdle(_ => true, _ => true).FirstOrDefault() is not { } idle)
            {
                return Error.Unavailable(
                    "speech.memory_short",
                    $"{spec.Title} needs about {spec.Memory >> 20} MB of memory, and {available >> 20} MB are free of which {reserve >> 20} MB are kept (Speech:EngineHost:ReserveMegabytes). Choose a smaller model or wait for other work to end.");
            }

            await UnloadAsync(idle, "memory is short");
            _large.Release(idle);
        }

        return null;
    }

    private async Task GiveBackAsync(SeatList seats, WorkerSeat seat)
    {
        if (seat.Worker is { Dead: true }) await seat.ClearAsync();
        seat.IdleSince = _clock.GetTimestamp();
        seats.Release(seat);
    }

    private async Task UnloadIdleAsync()
    {
        var after = TimeSpan.FromMinutes(_options.CurrentValue.UnloadAfterMinutes);
        foreach (var seats in All)
        {
            foreach (var seat in seats.TakeIdle(_ => true, s => _clock.GetElapsedTime(s.IdleSince) >= after))
            {
                await UnloadAsync(seat, "idle");
                seats.Release(seat);
            }
        }
    }

    private async Task UnloadAsync(WorkerSeat seat, string why)
    {
        if (seat.Worker is { } worker) LogUnloaded(worker.Spec.Title, why);
        await seat.ClearAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Engine} is loaded in process {ProcessId} after {Took}")]
    private partial void LogLoaded(string engine, int processId, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Engine} could not be loaded: {Reason}")]
    private partial void LogFailed(string engine, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Engine} is unloaded: {Reason}")]
    private partial void LogUnloaded(string engine, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process of {Engine} had ended while it was idle; another is started")]
    private partial void LogFound(string engine);
}
