using System.Net;

namespace Platform.Media.Urls;

/// <summary>The station's own networks and host names, as configured.</summary>
internal sealed class AllowList
{
    private readonly List<IPNetwork> _networks = [];
    private readonly string[] _hosts;

    public AllowList(UrlGuardOptions options)
    {
        _hosts = UrlGuardOptions.Items(options.AllowedHosts);
        foreach (var item in UrlGuardOptions.Items(options.AllowedNetworks))
        {
            if (NetworkListAttribute.TryParse(item, out var network)) _networks.Add(network);
        }
    }

    public bool Contains(string host) => _hosts.Any(allowed => Matches(host.TrimEnd('.'), allowed));

    public bool Contains(IPAddress address)
    {
        var effective = AddressClass.Effective(address);
        return _networks.Exists(network => network.Contains(effective) || network.Contains(address));
    }

    private static bool Matches(string host, string allowed) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
