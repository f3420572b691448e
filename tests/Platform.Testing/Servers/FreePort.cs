using System.Net;
using System.Net.Sockets;

namespace Platform.Testing.Servers;

public static class FreePort
{
    /// <summary>A loopback port that nothing used a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
