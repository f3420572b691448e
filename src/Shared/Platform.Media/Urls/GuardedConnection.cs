using System.Net;
using System.Net.Sockets;

namespace Platform.Media.Urls;

/// <summary>An open TCP connection to one of a URL's pinned addresses.</summary>
public sealed class GuardedConnection : IAsyncDisposable
{
    internal GuardedConnection(Socket socket, IPEndPoint remote, TimeSpan connectTime)
    {
        Stream = new NetworkStream(socket, ownsSocket: true);
        RemoteEndPoint = remote;
        ConnectTime = connectTime;
    }

    /// <summary>The bytes; TLS, where the URL asks for it, is the caller's to put on top.</summary>
    public NetworkStream Stream { get; }

    public IPEndPoint RemoteEndPoint { get; }

    /// <summary>From the first attempt to the open connection, failed attempts at other addresses included.</summary>
    public TimeSpan ConnectTime { get; }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
