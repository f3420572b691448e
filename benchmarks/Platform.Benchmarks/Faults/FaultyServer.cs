using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Benchmarks.Faults;

/// <summary>The server of one stream: good MP3 in a burst, or what the fault of the moment makes of it.</summary>
internal sealed class FaultyServer(byte[] programme, byte[] silence, int seed) : IAsyncDisposable
{
    private const int BytesPerSecond = 16_000;
    private static readonly byte[] Head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nConnection: close\r\n\r\n");
    private readonly CancellationTokenSource _stop = new();
    private TcpListener _listener = Listen(0);
    private volatile FaultKind _fault;

    public int Port { get; private set; }

    public void Start()
    {
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>From the next connection on.</summary>
    public void Set(FaultKind fault)
    {
        if (fault == FaultKind.Killed) _listener.Stop();
        else if (_fault == FaultKind.Killed) _ = AcceptAsync(_listener = Listen(Port));
        _fault = fault;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { Server = { ExclusiveAddressUse = false } };
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(_stop.Token), _stop.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped: killed, or the run is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var connection = client;
        try
        {
            await using var stream = client.GetStream();
            var request = new byte[4096];
            if (await stream.ReadAsync(request, cancellationToken) == 0) return;
            await stream.WriteAsync(Head, cancellationToken);
            await (_fault switch
            {
                FaultKind.Stalled => StallAsync(stream, cancellationToken),
                FaultKind.Slowed => TrickleAsync(stream, cancellationToken),
                FaultKind.Corrupted => CorruptAsync(stream, cancellationToken),
                FaultKind.Silenced => PlayAsync(stream, silence, cancellationToken),
                _ => PlayAsync(stream, programme, cancellationToken),
            });
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The check has heard enough.
        }
    }

    private static async Task PlayAsync(NetworkStream stream, byte[] audio, CancellationToken cancellationToken)
    {
        while (true) await stream.WriteAsync(audio, cancellationToken);
    }

    private async Task StallAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(programme.AsMemory(0, BytesPerSecond / 2), cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private async Task TrickleAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        const int Step = BytesPerSecond / 100;
        for (var at = 0; ; at = (at + Step) % (programme.Length - Step))
        {
            await stream.WriteAsync(programme.AsMemory(at, Step), cancellationToken);
            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task CorruptAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var block = new byte[4096];
        while (true)
        {
            random.NextBytes(block);
            await stream.WriteAsync(block, cancellationToken);
            await Task.Delay(5, cancellationToken);
        }
    }
}
