using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.StreamHealth.Incidents;

internal static class IncidentSlice
{
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services;

    public static void Map(IEndpointRouteBuilder api) => ArgumentNullException.ThrowIfNull(api);
}
