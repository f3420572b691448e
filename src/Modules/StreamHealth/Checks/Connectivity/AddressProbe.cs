using System.Net;
using System.Net.Sockets;
using Platform.Media.Urls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// Sees whether the addresses of a host that a check did not need accept connections too: players choose any of them, and
/// a dead one makes some listeners wait, or hear nothing. Connects and closes; nothing is asked.
/// </summary>
internal sealed class AddressProbe(GuardedConnector connector)
{
    private const int MaxAddresses = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public async Task TryOthersAsync(ProbeTrace trace, CancellationToken cancellationToken)
    {
        // The names of this machine are nobody else's concern.
        if (trace.Guarded is not { Addresses.Count: > 1 } url || url.Uri.IsLoopback) return;
        var others = url.Addresses.Where(a => !trace.Attempts.Exists(t => t.Address.Equals(a))).Take(MaxAddresses).ToList();
        trace.Attempts.AddRange(await Task.WhenAll(others.Select(a => connector.TryAddressAsync(url, a, Limit, cancellationToken))));
    }

    public static IReadOnlyList<AddressFacts> Facts(ProbeTrace trace)
    {
        if (trace.Guarded is not { } url) return [];
        return [.. url.Addresses.Select(address => Fact(address, trace.Attempts.Find(t => t.Address.Equals(address)), trace.Remote))];
    }

    private static AddressFacts Fact(IPAddress address, ConnectAttempt? attempt, IPEndPoint? remote) => new()
    {
        Address = address.ToString(),
        Family = address.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4",
        Used = remote?.Address.Equals(address) == true,
        // Without a route from here, nothing is known about the server.
        Reachable = attempt is null || attempt.Error?.Code == "connect.unreachable" ? null : attempt.Error is null,
        ConnectMs = attempt is { Error: null } ? Math.Round(attempt.Time.TotalMilliseconds, 1) : null,
        Error = attempt?.Error?.Message,
    };
}
