using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Kernel.Settings;
using Platform.Media.Pcm;
using Platform.Media.Players;
using Platform.Media.Tools;
using Platform.Media.Urls;

namespace Platform.Media;

/// <summary>Registers the shared media services.</summary>
public static class PlatformMediaServices
{
    /// <summary>The URL guard and its connector, the tool runner, the PCM source and the player. The inspections are found by their types.</summary>
    public static IServiceCollection AddPlatformMedia(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<UrlGuardOptions>();
        services.AddSettings<MediaOptions>();
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.AddSingleton<OwnAddresses>();
        services.AddSingleton<UrlGuard>();
        services.AddSingleton<GuardedConnector>();
        services.AddSingleton<GuardedHttp>();
        services.AddSingleton<ExternalTool>();
        services.AddSingleton<FfmpegPcmSource>();
        services.AddSingleton<Mpg123PcmSource>();
        services.AddSingleton<IPcmSource, CheapestPcmSource>();
        services.TryAddSingleton(PlayerCommand.OfThisProcess());
        services.AddSingleton<StreamPlayer>();
        return services;
    }
}
