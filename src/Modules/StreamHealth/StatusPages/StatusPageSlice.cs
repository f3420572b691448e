using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.StreamHealth.StatusPages.Public;

namespace Platform.StreamHealth.StatusPages;

/// <summary>Pages that tell everybody how some streams are.</summary>
internal static class StatusPageSlice
{
    public static IServiceCollection AddStatusPages(this IServiceCollection services) => services
        .AddSingleton<SaveStatusPage>()
        .AddSingleton<ListStatusPages>()
        .AddSingleton<ReadStatus>()
        .AddSingleton<PublishedPages>();

    public static void Map(IEndpointRouteBuilder api) => StatusPageEndpoints.Map(api);

    public static void MapPublic(IEndpointRouteBuilder site) => PublicEndpoints.Map(site);
}
