using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.Media.Urls;
using Platform.StreamHealth.Streams.Dependencies;

namespace Platform.StreamHealth.Incidents.Uplinks;

/// <summary>
/// Whether this machine's own connection works. Looked at when a check fails, after the check, because an answer from before it
/// says nothing; while the line is down it is looked at until it is back, and then what was left out is checked anew.
/// </summary>
internal sealed partial class Uplink(
    IOptionsMonitor<StreamHealthSettings> settings,
    IHostResolver resolver,
    GuardedConnector connector,
    FollowUpChecks followUps,
    LiveEvents live,
    TimeProvider clock,
    ILogger<Uplink> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _waiting = [];
    private long _lookedAt = long.MinValue;
    private DateTimeOffset? _downSince;

    /// <summary>Between two looks while the line is down.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Since when no target answers; null while one does, and when none is set.</summary>
    public DateTimeOffset? DownSince
    {
        get
        {
            lock (_gate) return _downSince;
        }
    }

    /// <summary>How many streams wait for the line to come back.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Looks, for a check that has just failed. A look that began after the call is as good as an own one.</summary>
    public async Task LookAsync(Guid streamId, CancellationToken cancellationToken)
    {
        var targets = Targets();
        if (targets.Count == 0) return;
        var asked = clock.GetTimestamp();
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_lookedAt < asked)
            {
                _lookedAt = clock.GetTimestamp();
                Take(await AnswersAsync(targets, cancellationToken));
            }
        }
        finally
        {
            _looking.Release();
        }

        lock (_gate)
        {
            if (_downSince is not null) _waiting.Add(streamId);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _looking.Dispose();
    }

    private IReadOnlyList<UplinkTarget> Targets() => UplinkTarget.ParseList(settings.CurrentValue.UplinkTargets, out _);

    private void Take(bool works)
    {
        lock (_gate)
        {
            if (works || _downSince is not null) return;
            _downSince = clock.GetUtcNow();
        }

        Lost(log);
        live.Publish(new LiveEvent("health.uplink", "uplink", clock.GetUtcNow()));
        _ = WatchAsync(_stop.Token);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            do await Task.Delay(Pause, clock, cancellationToken);
            while (Targets() is { Count: > 0 } targets && !await AnswersAsync(targets, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Guid[] waiting;
        lock (_gate)
        {
            _downSince = null;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        Back(log, waiting.Length);
        live.Publish(new LiveEvent("health.uplink", "uplink", clock.GetUtcNow()));
        foreach (var stream in waiting) await followUps.NowAsync(stream);
    }

    /// <summary>Whether one of the targets accepts a connection.</summary>
    private async Task<bool> AnswersAsync(IReadOnlyList<UplinkTarget> targets, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var asking = targets.Select(t => AnswersAsync(t, either.Token)).ToList();
        while (asking.Count > 0)
        {
            var answered = await Task.WhenAny(asking);
            asking.Remove(answered);
            if (!await answered) continue;
            await either.CancelAsync();
            return true;
        }

        return false;
    }

    // An administrator's setting, and nothing is read from what answers: it need not be a public address.
    private async Task<bool> AnswersAsync(UplinkTarget target, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<IPAddress> addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolver.ResolveAsync(target.Host, cancellationToken);
            var url = new GuardedUrl(new UriBuilder(Uri.UriSchemeHttp, target.Host, target.Port).Uri, addresses, TimeSpan.Zero);
            var opened = await connector.ConnectAsync(url, Patience, cancellationToken);
            if (opened.Ok) await opened.Value.DisposeAsync();
            return opened.Ok;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This machine's own connection is down: no uplink target answers. Failing checks do not count until it is back")]
    private static partial void Lost(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "This machine's own connection is back; {Waiting} streams are checked anew")]
    private static partial void Back(ILogger logger, int waiting);
}
