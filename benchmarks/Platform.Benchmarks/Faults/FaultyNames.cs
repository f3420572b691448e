using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Platform.Media.Urls;

namespace Platform.Benchmarks.Faults;

/// <summary>Resolves every name to this machine, but for those that fail at present.</summary>
internal sealed class FaultyNames : IHostResolver
{
    private readonly ConcurrentDictionary<string, bool> _failing = [];

    public void Set(string host, bool failing) => _failing[host] = failing;

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => _failing.GetValueOrDefault(host)
        ? Task.FromException<IReadOnlyList<IPAddress>>(new SocketException((int)SocketError.HostNotFound))
        : Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);
}
