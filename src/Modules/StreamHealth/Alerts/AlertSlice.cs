using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.StreamHealth.Alerts;

internal static class AlertSlice
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services;

    public static void Map(IEndpointRouteBuilder api) => ArgumentNullException.ThrowIfNull(api);
}
