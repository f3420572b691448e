using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Settings;
using Platform.StreamHealth.Incidents.Uplinks;
using Platform.StreamHealth.Maintenance;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Incidents;

internal static class IncidentSlice
{
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services
        .AddSettings<MonitorSettings>()
        .AddSingleton<FollowUpChecks>()
        .AddSingleton<Uplink>()
        .AddSingleton<IResultRecorder, MonitorRecorder>()
        .AddSingleton<ReadIncidents>()
        .AddSingleton<HandleIncidents>()
        .AddSingleton<MaintenanceClock>()
        .AddSingleton<ReadMaintenance>()
        .AddSingleton<PlanMaintenance>();

    public static void Map(IEndpointRouteBuilder api)
    {
        IncidentEndpoints.Map(api);
        MaintenanceEndpoints.Map(api);
    }
}
