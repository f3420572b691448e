using System.Net;
using System.Net.Sockets;
using Platform.Kernel.Results;

namespace Platform.Media.Urls;

/// <summary>Opens TCP connections, to pinned addresses only: no name is resolved here.</summary>
public sealed class GuardedConnector(TimeProvider clock)
{
    /// <summary>Tries the addresses in order, giving each an equal share of the time that is left.</summary>
    /// <returns>
    /// The connection, or an error: <c>connect.refused</c>, <c>connect.timeout</c>, <c>connect.unreachable</c> or
    /// <c>connect.failed</c>, naming the last address tried.
    /// </returns>
    public async Task<Result<GuardedConnection>> ConnectAsync(GuardedUrl url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var start = clock.GetTimestamp();
        Error? last = null;
        for (var i = 0; i < url.Addresses.Count; i++)
        {
            var remote = new IPEndPoint(url.Addresses[i], url.Uri.Port);
            var share = (timeout - clock.GetElapsedTime(start)) / (url.Addresses.Count - i);
            if (share <= TimeSpan.Zero) break;
            var attempt = await TryAsync(remote, share, cancellationToken);
            if (attempt.Ok) return new GuardedConnection(attempt.Value, remote, clock.GetElapsedTime(start));
            last = attempt.Error;
        }

        return last ?? Error.Unavailable("connect.timeout", $"No connection to {url.Uri.Authority} within {timeout.TotalSeconds:0.#} s");
    }

    private async Task<Result<Socket>> TryAsync(IPEndPoint remote, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var open = false;
        try
        {
            await socket.ConnectAsync(remote, either.Token);
            open = true;
            return socket;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error.Unavailable("connect.timeout", $"{remote} did not accept a connection within {timeout.TotalSeconds:0.#} s");
        }
        catch (SocketException e)
        {
            return Failure(remote, e);
        }
        finally
        {
            if (!open) socket.Dispose();
        }
    }

    private static Error Failure(IPEndPoint remote, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => Error.Unavailable("connect.refused", $"{remote} refused the connection: nothing listens there"),
        SocketError.TimedOut => Error.Unavailable("connect.timeout", $"{remote} did not answer"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            Error.Unavailable("connect.unreachable", $"{remote} cannot be reached: {e.Message}"),
        _ => Error.Unavailable("connect.failed", $"No connection to {remote}: {e.Message}"),
    };
}
