using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.StreamHealth.History;

internal static class HistorySlice
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services;

    public static void Map(IEndpointRouteBuilder api) => ArgumentNullException.ThrowIfNull(api);
}
