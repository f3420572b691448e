using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Platform.Media.Urls;

namespace Platform.StreamHealth.Reference;

/// <summary>
/// Lets checks reach the service's own example streams although loopback is private. Exactly that is allowed: the scheme,
/// host names and port this process listens on, and the path <c>/reference/</c>; any other port or path on this machine
/// stays refused, and so does everything a redirect or playlist may name. The rule is made by code from the addresses the
/// server really bound, never from configuration or a request, so nobody can widen it from outside.
/// </summary>
internal sealed class ReferenceAddress(IServer server, OwnAddresses own, IHostApplicationLifetime lifetime) : IHostedService
{
    // What "all interfaces" is called in a server's address.
    private static readonly string[] Any = ["0.0.0.0", "[::]", "+", "*"];
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];
    private CancellationTokenRegistration _started;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = lifetime.ApplicationStarted.Register(Allow);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _started.Dispose();
        return Task.CompletedTask;
    }

    private void Allow()
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            foreach (var prefix in Prefixes(address)) own.Allow(prefix);
        }
    }

    /// <summary>The prefixes to allow for one address of the server, such as <c>http://[::]:8080</c>.</summary>
    internal static IEnumerable<Uri> Prefixes(string address)
    {
        var parts = address.Split("://", 2);
        if (parts.Length < 2) yield break;
        var colon = parts[1].LastIndexOf(':');
        var host = colon > parts[1].LastIndexOf(']') ? parts[1][..colon] : parts[1];
        var port = parts[1][host.Length..].TrimEnd('/');
        var hosts = Any.Contains(host) || Loopback.Contains(host) ? Loopback : [host];
        foreach (var name in hosts)
        {
            if (Uri.TryCreate($"{parts[0]}://{name.TrimEnd('/')}{port}{ReferenceEndpoints.Path}", UriKind.Absolute, out var prefix)) yield return prefix;
        }
    }
}
