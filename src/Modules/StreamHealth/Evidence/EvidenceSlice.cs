using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.StreamHealth.Evidence;

internal static class EvidenceSlice
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services;

    public static void Map(IEndpointRouteBuilder api) => ArgumentNullException.ThrowIfNull(api);
}
