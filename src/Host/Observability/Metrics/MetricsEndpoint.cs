using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Authorization;
using Platform.Host.Observability.Health;
using Platform.Kernel.Diagnostics;

namespace Platform.Host.Observability.Metrics;

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void AddMetricsExposition(this IServiceCollection services)
    {
        services.AddSingleton(provider => new MetricsCollector(provider.GetRequiredService<IMeterFactory>()));
        services.AddHostedService<PlatformMeters>();
        services.AddSingleton<IAuthorizationHandler, MetricsAccessHandler>();
        services.AddAuthorizationBuilder().AddPolicy(MetricsAccess.Policy, policy => policy.AddRequirements(new MetricsAccess()));
    }

    public static void MapMetricsEndpoint(this WebApplication app) => app
        .MapGet("/metrics", (MetricsCollector metrics) => TypedResults.Text(metrics.Render(), PrometheusText.MediaType))
        .RequireAuthorization(MetricsAccess.Policy)
        .DisableHttpMetrics()
        .ExcludeFromDescription();

    /// <summary>Instruments of the host itself; starts the collection with the service, not with the first scrape.</summary>
    private sealed class PlatformMeters : IHostedService
    {
        private static readonly string Version = CommandLine.VersionCommand.Current;

        public PlatformMeters(MetricsCollector collector, IMeterFactory meters, Inspections inspections)
        {
            _ = collector;
            var meter = meters.Create(PlatformTelemetry.Name);
            meter.CreateObservableGauge(
                "platform.info", () => new Measurement<int>(1, KeyValuePair.Create<string, object?>("version", Version)), description: "Always 1; the label says which version runs.");
            meter.CreateObservableGauge(
                "platform.health",
                () => inspections.Last?.Findings.Select(f => new Measurement<int>((int)f.Finding.Level, KeyValuePair.Create<string, object?>("inspection", f.Id))) ?? [],
                description: "What each health inspection last found: 0 in order, 1 warning, 2 error.");
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
