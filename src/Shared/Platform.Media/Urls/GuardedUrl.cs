using System.Net;

namespace Platform.Media.Urls;

/// <summary>A URL that the <see cref="UrlGuard"/> let pass, with the only addresses that may be connected to for it.</summary>
/// <param name="Uri">The parsed URL. Its host goes into the Host header and the TLS name; it must not be resolved again.</param>
/// <param name="Addresses">The checked addresses, in the resolver's order of preference; at least one.</param>
/// <param name="ResolveTime">How long DNS took; zero for a literal address.</param>
public sealed record GuardedUrl(Uri Uri, IReadOnlyList<IPAddress> Addresses, TimeSpan ResolveTime);
