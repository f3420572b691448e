using Platform.Host.Observability.Health;
using Platform.Host.Observability.Logging;
using Platform.Host.Observability.Metrics;
using Platform.Host.Observability.Telemetry;
using Platform.Kernel.Diagnostics;
using Platform.Kernel.Settings;

namespace Platform.Host.Observability;

/// <summary>How the service is watched: health, metrics, traces, logs.</summary>
internal static class PlatformObservability
{
    public static void AddPlatformObservability(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TelemetryOptions>();
        services.AddPlatformLogging(configuration);
        services.AddMetrics();
        services.AddSingleton<WorkMetrics>();
        services.AddSingleton<Inspections>();
        services.AddMetricsExposition();
        services.AddOpenTelemetryExport(configuration);
    }

    /// <summary>Routes of the machines that watch; the console's Health page uses <see cref="Inspections"/> itself.</summary>
    public static void MapPlatformObservability(this WebApplication app)
    {
        app.MapHealthProbes();
        app.MapMetricsEndpoint();
    }
}
