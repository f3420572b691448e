using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Checks.Ads;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.Listening;
using Platform.StreamHealth.Checks.MediaServers;
using Platform.StreamHealth.Checks.Player;

namespace Platform.StreamHealth.Checks;

internal static class CheckServices
{
    /// <summary>What a check needs besides the shared media services; neither a database nor the running service.</summary>
    public static IServiceCollection AddStreamChecks(this IServiceCollection services) => services
        .AddSettings<CheckOptions>()
        .AddSingleton<TrustedCertificates>()
        .AddSingleton<TlsUpgrade>()
        .AddSingleton<HttpStreamClient>()
        .AddSingleton<StreamConnector>()
        .AddSingleton<AddressProbe>()
        .AddSingleton<MediaServerProbe>()
        .AddSingleton<HlsFetcher>()
        .AddSingleton<HlsVariants>()
        .AddSingleton<HlsProbe>()
        .AddSingleton<Listener>()
        .AddSingleton<PlayerCheck>()
        .AddSettings<AdOptions>()
        .AddSingleton<AdMonitor>()
        .AddSingleton<StreamCheck>();
}
