using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Incidents;

internal static class IncidentSlice
{
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services
        .AddSettings<MonitorSettings>()
        .AddSingleton<IResultRecorder, MonitorRecorder>();

    public static void Map(IEndpointRouteBuilder api) => ArgumentNullException.ThrowIfNull(api);
}
