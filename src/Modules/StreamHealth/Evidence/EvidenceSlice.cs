using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Evidence;

internal static class EvidenceSlice
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSettings<EvidenceOptions>()
        .AddSingleton<EvidenceStore>()
        .AddSingleton<EvidenceRoom>()
        .AddSingleton<EvidenceMaker>()
        .AddSingleton<KeepEvidence>()
        .AddSingleton<ReadEvidence>();

    public static void Map(IEndpointRouteBuilder api) => EvidenceEndpoints.Map(api);
}
