using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Data.Events;
using Platform.Kernel.Diagnostics;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Kernel.Settings;
using Platform.Scheduling.Api;
using Platform.Scheduling.CommandLine;
using Platform.Scheduling.Engine;
using Quartz;

namespace Platform.Scheduling;

/// <summary>Adds the scheduler to the host.</summary>
public static class SchedulingRegistration
{
    /// <summary>
    /// Adds Quartz over the platform's database, and every <see cref="IPlatformJob"/> and <see cref="IScheduledWork"/>
    /// found in the assemblies. Needs <c>AddPlatformData</c>.
    /// </summary>
    public static IServiceCollection AddPlatformScheduling(this IServiceCollection services, IConfiguration configuration, IEnumerable<Assembly> assemblies)
    {
        services.AddSettings<SchedulerOptions>();
        services.AddSettings<LaneOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LiveEvents>();
        services.AddMetrics();
        services.TryAddSingleton<WorkMetrics>();
        services.AddQuartzScheduler(configuration);
        services.AddTransient<PlatformJobRunner>();
        services.AddTransient<ScheduledWorkRunner>();

        Type[] types = [.. assemblies.Distinct().SelectMany(a => a.GetTypes()).Where(t => t is { IsClass: true, IsAbstract: false })];
        services.AddSingleton(new JobTypes(Add<IPlatformJob>(services, types)));
        services.AddSingleton(new WorkTypes(Add<IScheduledWork>(services, types)));
        services.AddSingleton<JobCatalog>();
        services.AddSingleton<WorkCatalog>();
        services.AddSingleton<JobEvents>();
        services.AddSingleton<InterruptedRuns>();
        services.AddSingleton<JobSweep>();
        services.AddSingleton<WorkSweep>();
        services.AddSingleton(provider => new WorkScheduler(provider.GetRequiredService<ISchedulerFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobQueries>();
        services.AddSingleton<JobControl>();
        services.AddTransient<OrderJob>();
        services.AddSingleton<WakeDelivery>();
        services.AddSingleton<IWakeDelivery>(provider => provider.GetRequiredService<WakeDelivery>());
        services.AddSingleton<ServiceProbe>();
        services.AddSingleton<RunHere>();
        services.AddSingleton<SingleNode>();
        services.AddHostedService<SchedulerService>();
        services.AddSingleton(new NavigationEntry("Tasks", "tasks", "schedule", 920));
        return services;
    }

    /// <summary>Maps the routes of jobs and schedules below <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapPlatformScheduling(this IEndpointRouteBuilder api)
    {
        JobEndpoints.Map(api);
        ScheduleEndpoints.Map(api);
        EventEndpoints.Map(api);
        return api;
    }

    private static Type[] Add<TContract>(IServiceCollection services, IEnumerable<Type> types)
    {
        Type[] found = [.. types.Where(t => t.IsAssignableTo(typeof(TContract)))];
        foreach (var type in found) services.TryAddTransient(type);
        return found;
    }
}
