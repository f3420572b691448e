using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Platform.Host.Api.Security;

/// <summary>What of a request is believed, and what is compressed.</summary>
internal static class EdgeSecurity
{
    public static void AddEdgeSecurity(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ApiOptions>>((forwarded, api) => Trust(forwarded, api.Value.TrustedProxies));
        services.AddSingleton<IValidateOptions<ApiOptions>, TrustedProxiesValidation>();

        // Pages stay uncompressed over TLS: they mix secrets (anti-forgery tokens) with what a visitor typed.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = false;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "text/csv", "image/svg+xml"];
        });
    }

    /// <summary>An address or a network; null when it is neither.</summary>
    public static IPNetwork? Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }

    private static void Trust(ForwardedHeadersOptions forwarded, IList<string> proxies)
    {
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        if (proxies.Count == 0) return;
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.ForwardLimit = null;
        foreach (var proxy in proxies)
        {
            if (Network(proxy) is { } network) forwarded.KnownIPNetworks.Add(network);
        }
    }

    private sealed class TrustedProxiesValidation : IValidateOptions<ApiOptions>
    {
        public ValidateOptionsResult Validate(string? name, ApiOptions options) =>
            options.TrustedProxies.FirstOrDefault(p => Network(p) is null) is { } wrong
                ? ValidateOptionsResult.Fail($"TrustedProxies: '{wrong}' is neither an address nor a network such as 10.0.0.0/8.")
                : ValidateOptionsResult.Success;
    }
}
