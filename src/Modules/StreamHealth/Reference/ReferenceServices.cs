using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Settings;

namespace Platform.StreamHealth.Reference;

internal static class ReferenceServices
{
    public static IServiceCollection AddReferenceStreams(this IServiceCollection services) => services
        .AddSettings<ReferenceOptions>()
        .AddSingleton<ReferenceEncoder>()
        .AddSingleton<ReferenceStation>()
        .AddHostedService<ReferenceAddress>();
}
