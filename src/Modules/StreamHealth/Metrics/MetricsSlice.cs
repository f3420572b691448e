using Microsoft.Extensions.DependencyInjection;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Metrics;

/// <summary>What Prometheus is told of each stream.</summary>
internal static class MetricsSlice
{
    public static IServiceCollection AddStreamMetrics(this IServiceCollection services) => services
        .AddSingleton<StreamSamples>()
        .AddSingleton<IResultRecorder>(provider => provider.GetRequiredService<StreamSamples>())
        .AddHostedService<StreamMeters>();
}
