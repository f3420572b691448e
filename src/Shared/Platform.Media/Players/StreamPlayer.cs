using System.Globalization;
using Microsoft.Extensions.Options;
using Platform.Media.Tools;

namespace Platform.Media.Players;

/// <summary>What to play.</summary>
public sealed record PlayerRequest
{
    /// <summary>How much audio to play, in real time.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The source's samples per second, where known; saves resampling.</summary>
    public int? SampleRate { get; init; }

    /// <summary>Most time from the first byte to the first audio.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>What became of a <see cref="PlayerRequest"/>: a measurement, or why there is none.</summary>
/// <param name="Measured">Null when the player did not get to its end.</param>
/// <param name="Skipped">Why nothing was played: off, not installed, too many at once.</param>
/// <param name="Problem">How the player process failed.</param>
public sealed record PlayerResult(PlayerMeasurement? Measured, string? Skipped, string? Problem);

/// <summary>
/// Plays encoded bytes in libVLC as a listener's player would. Each in a process of its own, so that a crash or a hang of
/// native code is that test's error and nothing else's; never more at once than the settings say. The player gets bytes, never an
/// address: what it plays has passed the guard.
/// </summary>
public sealed class StreamPlayer(ExternalTool tool, IOptions<MediaOptions> options, PlayerCommand command) : IDisposable
{
    // Starting a process on a busy machine, and the grace that libVLC gets for what it decoded already.
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _seats = new(Math.Max(1, options.Value.PlayersAtOnce));

    /// <summary>Why no player can be had at all; null when one can.</summary>
    public string? WhyUnavailable()
    {
        if (options.Value.PlayersAtOnce == 0) return "The player test is switched off (setting Media:PlayersAtOnce)";
        if (command.Words.Count == 0) return "The player test runs in the platform's own program only";
        return LibVlc.Version() is null ? $"VLC not found: libVLC 3 is not installed; {LibVlc.InstallHint}" : null;
    }

    /// <summary>
    /// Plays until enough was played or the input ends. Reads as fast as the player does: in real time but for the first second.
    /// </summary>
    /// <param name="encoded">Read, not disposed.</param>
    /// <param name="request">How much.</param>
    /// <param name="noSeatAfter">When this completes and all seats are taken still, the test is skipped.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PlayerResult> PlayAsync(Stream encoded, PlayerRequest request, Task noSeatAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentNullException.ThrowIfNull(request);
        if (WhyUnavailable() is { } reason) return new PlayerResult(null, reason, null);
        if (!await TakeSeatAsync(noSeatAfter, cancellationToken))
            return new PlayerResult(null, $"{options.Value.PlayersAtOnce} other player tests ran all the while (setting Media:PlayersAtOnce)", null);
        try
        {
            var run = await tool.RunAsync(Worker(encoded, request), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return PlayerReport.Read(run.OutputText) is { } measured ? new PlayerResult(measured, null, null) : new PlayerResult(null, null, Problem(run));
        }
        finally
        {
            _seats.Release();
        }
    }

    public void Dispose() => _seats.Dispose();

    private async Task<bool> TakeSeatAsync(Task noSeatAfter, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var seat = _seats.WaitAsync(giveUp.Token);
        await Task.WhenAny(seat, noSeatAfter);
        if (!seat.IsCompleted) await giveUp.CancelAsync();
        await ((Task)seat).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested) return seat.IsCompletedSuccessfully;
        if (seat.IsCompletedSuccessfully) _seats.Release();
        throw new OperationCanceledException(cancellationToken);
    }

    private ToolRequest Worker(Stream encoded, PlayerRequest request)
    {
        static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        var rate = (request.SampleRate ?? 44_100).ToString(CultureInfo.InvariantCulture);
        return new ToolRequest(command.Words[0], [.. command.Words.Skip(1), "--seconds", Seconds(request.Duration), "--wait", Seconds(request.Wait), "--rate", rate])
        {
            Timeout = request.Duration + request.Duration + request.Wait + Overhead,
            MayStartOthers = false,
            WriteInput = (input, cancellationToken) => CopyAsync(encoded, input, cancellationToken),
            MaxOutputBytes = 64 << 10,
            // One small heap, no waiting for optimised code: the process lives for seconds.
            Environment = new Dictionary<string, string?> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0" },
        };
    }

    private static async Task CopyAsync(Stream encoded, Stream input, CancellationToken cancellationToken)
    {
        var block = new byte[16 << 10];
        int read;
        while ((read = await encoded.ReadAsync(block, cancellationToken)) > 0)
        {
            await input.WriteAsync(block.AsMemory(0, read), cancellationToken);
            await input.FlushAsync(cancellationToken);
        }
    }

    private static string Problem(ToolResult run) => run.Exit switch
    {
        ToolExit.Signalled => $"The player crashed: {run.Explanation}",
        ToolExit.TimedOut => "The player hung and was ended",
        ToolExit.Ok => "The player ended without an answer",
        _ => $"The player could not run: {run.Explanation}",
    };
}
