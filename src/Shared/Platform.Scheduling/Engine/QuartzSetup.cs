using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Data;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Scheduling.Engine;

/// <summary>Quartz as this platform uses it: in the platform's database, lanes as execution groups, history with log.</summary>
internal static class QuartzSetup
{
    /// <summary>
    /// Room for every lane at its highest setting. The pool only counts, it holds no threads; what runs at once is
    /// decided by the lanes, which may be changed while the service runs.
    /// </summary>
    private const int PoolSize = 5000;

    /// <summary>Triggers taken in one round trip.</summary>
    private const int Batch = 64;

    public static void AddQuartzScheduler(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Scheduling").Get<SchedulerOptions>() ?? new SchedulerOptions();
        var database = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var storage = configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        database.ConnectionString ??= database.Provider == DatabaseProvider.Postgres ? "" : null;
        var connection = new DatabaseConnection(database, storage);
        var clustered = connection.Provider == DatabaseProvider.Postgres;
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => Configure(o, options, clustered));
            quartz.UseDefaultThreadPool(PoolSize);
            quartz.UsePersistentStore(store => ConfigureStore(store, options, connection, clustered));
            quartz.UseExecutionLimits((provider, limits) => Apply(limits, provider.GetRequiredService<IOptions<LaneOptions>>().Value));
            quartz.UseExecutionLogCapture(o => (o.MaxLines, o.MaxBytes) = (Math.Max(1, options.LogLines), 64 * 1024));
        });
        services.Configure<ExecutionHistoryOptions>(o =>
        {
            o.Retention = TimeSpan.FromDays(options.HistoryDays);
            o.MaxEntriesPerJob = options.HistoryPerJob;
            o.MaxEntriesPerScheduler = options.HistoryInAll;
        });
        services.AddQuartzHostedService(o => (o.AutoStart, o.WaitForJobsToComplete) = (false, true));
        FilterHistory(services);
    }

    public static ExecutionLimitsBuilder Apply(ExecutionLimitsBuilder limits, LaneOptions lanes)
    {
        foreach (var (lane, limit) in lanes.Limits(Environment.ProcessorCount)) limits.ForGroup(lane, limit);
        return limits;
    }

    private static void Configure(QuartzSchedulerOptions scheduler, SchedulerOptions options, bool clustered)
    {
        scheduler.InstanceName = Keys.Scheduler;
        // On SQLite the name must outlive a restart, because runs that a crash cut short are found by it.
        scheduler.InstanceId = options.NodeName ?? (clustered ? $"{Environment.MachineName}-{Environment.ProcessId}" : "local");
        scheduler.IdleWaitTime = TimeSpan.FromSeconds(options.PollSeconds);
        scheduler.MaxBatchSize = Batch;
        scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        scheduler.DefaultTimeZone = TimeZoneInfo.Utc;
        scheduler.DefaultMisfireHandling = DefaultMisfireHandling.FireAndProceed;
        scheduler.PropagateTraceContext = false;
    }

    private static void ConfigureStore(IPersistentStoreBuilder store, SchedulerOptions options, DatabaseConnection connection, bool clustered)
    {
        if (clustered)
        {
            store.UsePostgres(connection.Factory, connection.ConnectionString);
            store.UseClustering(o =>
            {
                o.CheckinInterval = TimeSpan.FromSeconds(options.CheckInSeconds);
                o.CheckinMisfireThreshold = TimeSpan.FromSeconds(2 * options.CheckInSeconds);
            });
        }
        else
        {
            store.UseSqlite(connection.Factory, connection.ConnectionString);
        }

        store.UseSystemTextJsonSerializer();
        store.ProvisionSchema();
        store.UseExecutionHistory();
        store.ConfigureStore(o =>
        {
            o.MisfireThreshold = TimeSpan.FromSeconds(options.MisfireThresholdSeconds);
            o.MisfireHandlerFrequency = TimeSpan.FromSeconds(Math.Min(options.MisfireThresholdSeconds, 15));
            o.MaxMisfiresToHandleAtATime = 200;
            o.RecoverFiringsCancelledByShutdown = true;
            o.StoreJobDataAsStrings = false;
        });
    }

    private static void FilterHistory(IServiceCollection services)
    {
        var index = services.Select((d, i) => (d, i)).Last(x => x.d.ServiceType == typeof(IExecutionHistoryStore) && !x.d.IsKeyedService).i;
        var shipped = services[index].ImplementationFactory
            ?? throw new InvalidOperationException("This version of Quartz registers its history store in another way; adapt HistoryFilter.");
        services[index] = ServiceDescriptor.Singleton<IExecutionHistoryStore>(provider => new HistoryFilter((IExecutionHistoryStore)shipped(provider), provider.GetRequiredService<JobEvents>()));
    }
}
