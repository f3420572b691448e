using System.Net;
using System.Net.Sockets;
using Platform.Media.Urls;
using Platform.Testing.Servers;

namespace Platform.Media.Tests.Urls;

public sealed class GuardedConnectorTests
{
    private readonly GuardedConnector _connector = new(TimeProvider.System);

    [Fact]
    public async Task Only_the_pinned_address_is_used_whatever_the_host_is_called()
    {
        await using var server = await BadHttpServer.StartAsync();
        var url = new GuardedUrl(new Uri($"http://name.that.does.not.exist:{server.Port}/"), [IPAddress.Loopback], TimeSpan.Zero);

        var result = await _connector.ConnectAsync(url, TimeSpan.FromSeconds(5), CancellationToken.None);

        await using var connection = result.Value;
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, server.Port), connection.RemoteEndPoint);
        Assert.InRange(connection.ConnectTime, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_refuses()
    {
        await using var server = await BadHttpServer.StartAsync();
        var url = new GuardedUrl(new Uri($"http://x:{server.Port}/"), [IPAddress.Parse("127.0.0.77"), IPAddress.Loopback], TimeSpan.Zero);

        var result = await _connector.ConnectAsync(url, TimeSpan.FromSeconds(5), CancellationToken.None);

        await using var connection = result.Value;
        Assert.Equal(IPAddress.Loopback, connection.RemoteEndPoint.Address);
    }

    [Fact]
    public async Task A_refused_connection_is_called_so()
    {
        var url = new GuardedUrl(new Uri($"http://x:{FreePort.Next()}/"), [IPAddress.Loopback], TimeSpan.Zero);

        var result = await _connector.ConnectAsync(url, TimeSpan.FromSeconds(5), CancellationToken.None);

        Assert.Equal("connect.refused", result.Error?.Code);
    }

    [Fact]
    public async Task A_server_that_accepts_nothing_times_out()
    {
        // A listener whose backlog is full drops further handshakes.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var url = new GuardedUrl(new Uri($"http://x:{port}/"), [IPAddress.Loopback], TimeSpan.Zero);
        List<GuardedConnection> taken = [];
        Kernel.Results.Error? error = null;
        for (var i = 0; i < 20 && error is null; i++)
        {
            var result = await _connector.ConnectAsync(url, TimeSpan.FromSeconds(1), CancellationToken.None);
            if (result.Ok) taken.Add(result.Value);
            else error = result.Error;
        }

        Assert.Equal("connect.timeout", error?.Code);
        foreach (var connection in taken) await connection.DisposeAsync();
    }
}
