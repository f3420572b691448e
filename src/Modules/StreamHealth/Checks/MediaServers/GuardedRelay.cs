using System.Net;
using System.Net.Sockets;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.MediaServers;

/// <summary>
/// Lets an external program reach exactly one server: it connects to a loopback port, behind which stands a connection that
/// was opened here, to an address that the URL guard checked, with TLS where the URL asks for it. The program resolves no
/// name and follows no redirect past the guard. Takes one connection.
/// </summary>
internal sealed class GuardedRelay : IAsyncDisposable
{
    private const int BlockLength = 32 * 1024;
    private readonly GuardedConnection _upstream;
    private readonly Stream _wire;
    private readonly RtspRedirects? _redirects;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pumping;

    private GuardedRelay(GuardedConnection upstream, Stream wire, bool isRtsp)
    {
        (_upstream, _wire) = (upstream, wire);
        _redirects = isRtsp ? new RtspRedirects() : null;
        _listener.Start(1);
        _pumping = PumpAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether the server tried to send the program elsewhere.</summary>
    public bool Redirected => _redirects?.Found == true;

    public static async Task<(GuardedRelay? Relay, ProbeFailure? Failure)> OpenAsync(
        GuardedUrl url, GuardedConnector connector, TlsUpgrade tls, TimeSpan timeout, ProbeTrace trace, CancellationToken cancellationToken)
    {
        trace.Attempts.Clear();
        var connected = await connector.ConnectAsync(url, timeout, trace.Attempts, cancellationToken);
        trace.Timings = trace.Timings with { DnsMs = Math.Round(url.ResolveTime.TotalMilliseconds, 1) };
        if (!connected.Ok) return (null, ProbeFailure.FromConnect(connected.Error));
        var connection = connected.Value;
        trace.Remote = connection.RemoteEndPoint;
        trace.Timings = trace.Timings with { ConnectMs = Math.Round(connection.ConnectTime.TotalMilliseconds, 1) };
        var isRtsp = url.Uri.Scheme is "rtsp" or "rtsps";
        if (url.Uri.Scheme is not ("rtmps" or "rtsps")) return (new GuardedRelay(connection, connection.Stream, isRtsp), null);

        var start = trace.Now;
        var (secured, facts) = await tls.UpgradeAsync(connection.Stream, url.Uri.IdnHost, cancellationToken);
        (trace.Certificate, trace.Timings) = (facts, trace.Timings with { TlsMs = trace.Since(start) });
        if (secured is not null) return (new GuardedRelay(connection, secured, isRtsp), null);
        await connection.DisposeAsync();
        return (null, new ProbeFailure(ConnectivityStatus.SslError, FindingCodes.TlsFailed, facts.Error!));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _pumping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _upstream.DisposeAsync();
        if (_wire != _upstream.Stream) await _wire.DisposeAsync();
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        _listener.Stop();
        await using var program = client.GetStream();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var there = CopyAsync(program, _wire, null, over.Token);
        var back = CopyAsync(_wire, program, _redirects, over.Token);
        await Task.WhenAny(there, back);
        await over.CancelAsync();
        await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CopyAsync(Stream from, Stream to, RtspRedirects? redirects, CancellationToken cancellationToken)
    {
        var block = new byte[BlockLength];
        while (await from.ReadAsync(block, cancellationToken) is > 0 and var count)
        {
            if (redirects?.Look(block.AsSpan(0, count)) == true) return;
            await to.WriteAsync(block.AsMemory(0, count), cancellationToken);
        }
    }
}
