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
    public Task<Result<GuardedConnection>> ConnectAsync(GuardedUrl url, TimeSpan timeout, CancellationToken cancellationToken) =>
        ConnectAsync(url, timeout, null, cancellationToken);

    /// <inheritdoc cref="ConnectAsync(GuardedUrl, TimeSpan, CancellationToken)"/>
    /// <param name="url">Where to.</param>
    /// <param name="timeout">For all addresses together.</param>
    /// <param name="attempts">Takes every address that was tried; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task<Result<GuardedConnection>> ConnectAsync(GuardedUrl url, TimeSpan timeout, ICollection<ConnectAttempt>? attempts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var start = clock.GetTimestamp();
        Error? last = null;
        for (var i = 0; i < url.Addresses.Count; i++)
        {
            var remote = new IPEndPoint(url.Addresses[i], url.Uri.Port);
            var share = (timeout - clock.GetElapsedTime(start)) / (url.Addresses.Count - i);
            if (share <= TimeSpan.Zero) break;
            var begun = clock.GetTimestamp();
            var attempt = await TryAsync(remote, share, cancellationToken);
            attempts?.Add(new ConnectAttempt(url.Addresses[i], clock.GetElapsedTime(begun), attempt.Ok ? null : attempt.Error));
            if (attempt.Ok) return new GuardedConnection(attempt.Value, remote, clock.GetElapsedTime(start));
            last = attempt.Error;
        }

        return last ?? Error.Unavailable("connect.timeout", $"No connection to {url.Uri.Authority} within {timeout.TotalSeconds:0.#} s");
    }

    /// <summary>Sees whether one of the pinned addresses accepts a connection, and closes it at once.</summary>
    /// <exception cref="ArgumentException">The address is not one of the URL's.</exception>
    public async Task<ConnectAttempt> TryAddressAsync(GuardedUrl url, IPAddress address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.Addresses.Contains(address)) throw new ArgumentException("Only an address that was checked may be connected to.", nameof(address));
        var start = clock.GetTimestamp();
        var attempt = await TryAsync(new IPEndPoint(address, url.Uri.Port), timeout, cancellationToken);
        if (attempt.Ok) attempt.Value.Dispose();
        return new ConnectAttempt(address, clock.GetElapsedTime(start), attempt.Ok ? null : attempt.Error);
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
