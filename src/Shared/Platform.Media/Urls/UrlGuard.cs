using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;

namespace Platform.Media.Urls;

/// <summary>
/// Decides whether a URL that a user, a playlist or a redirect named may be fetched: its text follows the rules, and
/// every address its host resolves to is public or allowed by <see cref="UrlGuardOptions"/>. The addresses are pinned in
/// the answer, so that a second look-up cannot lead elsewhere. Call it again for every redirect.
/// </summary>
public sealed class UrlGuard(IOptionsMonitor<UrlGuardOptions> options, IHostResolver resolver, OwnAddresses own, TimeProvider clock)
{
    /// <summary>Checks the text only: for forms, without touching the network.</summary>
    /// <returns>The parsed URL, or an error of field <c>url</c> with a code beginning <c>url.</c></returns>
    public Result<Uri> CheckSyntax(string? url, UrlUse use = UrlUse.Web) => UrlSyntax.Check(url, use, options.CurrentValue);

    /// <summary>Checks the text, resolves the host and checks every address.</summary>
    /// <returns>
    /// The URL with its pinned addresses, or an error of field <c>url</c>: besides those of <see cref="CheckSyntax"/>,
    /// <c>url.unresolved</c> and <c>url.private_address</c>.
    /// </returns>
    public Task<Result<GuardedUrl>> CheckAsync(string? url, CancellationToken cancellationToken) => CheckAsync(url, UrlUse.Web, cancellationToken);

    /// <inheritdoc cref="CheckAsync(string?, CancellationToken)"/>
    /// <param name="url">What was entered.</param>
    /// <param name="use">What it is for.</param>
    /// <param name="cancellationToken">Ends the wait for DNS.</param>
    public async Task<Result<GuardedUrl>> CheckAsync(string? url, UrlUse use, CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        var syntax = UrlSyntax.Check(url, use, current);
        if (!syntax.Ok) return syntax.Error;

        return await CheckAsync(syntax.Value, current, cancellationToken);
    }

    /// <summary>As <see cref="CheckAsync(string?, CancellationToken)"/>, for a server of another protocol than HTTP, such as SMTP: any port, no path.</summary>
    /// <param name="scheme">For the address in the answer: <c>smtp</c>.</param>
    /// <param name="host">A host name or an address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<GuardedUrl>> CheckHostAsync(string scheme, string? host, int port, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(host)) return UrlErrors.NoHost();
        if (port is < 1 or > ushort.MaxValue) return UrlErrors.Port(0);
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || !Uri.TryCreate(new UriBuilder(scheme, host, port).ToString(), UriKind.Absolute, out var uri)) return UrlErrors.Malformed();
        return await CheckAsync(uri, options.CurrentValue, cancellationToken);
    }

    private async Task<Result<GuardedUrl>> CheckAsync(Uri uri, UrlGuardOptions current, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var resolved = await ResolveAsync(uri, current, cancellationToken);
        if (!resolved.Ok) return resolved.Error;
        var guarded = new GuardedUrl(uri, resolved.Value, clock.GetElapsedTime(start));

        var allowed = new AllowList(current);
        if (allowed.Contains(uri.IdnHost) || own.Contains(uri)) return guarded;
        foreach (var address in guarded.Addresses)
        {
            if (AddressClass.WhyNotPublic(address) is { } kind && !allowed.Contains(address))
                return UrlErrors.NotPublic(uri.Host.Trim('[', ']'), address, kind);
        }

        return guarded;
    }

    private async Task<Result<IPAddress[]>> ResolveAsync(Uri uri, UrlGuardOptions current, CancellationToken cancellationToken)
    {
        var host = uri.IdnHost;
        if (IPAddress.TryParse(host, out var literal)) return new[] { literal };

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(current.ResolveTimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var addresses = await resolver.ResolveAsync(host, either.Token).WaitAsync(either.Token);
            return addresses.Count > 0 ? addresses.ToArray() : UrlErrors.Unresolved(host, "it has no address");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return UrlErrors.Unresolved(host, $"DNS did not answer within {current.ResolveTimeoutSeconds} s");
        }
        catch (SocketException e)
        {
            return UrlErrors.Unresolved(host, e.SocketErrorCode == SocketError.HostNotFound ? "there is no such name" : e.Message);
        }
    }
}
