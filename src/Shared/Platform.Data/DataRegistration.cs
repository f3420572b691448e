using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Platform.Data.Backup;
using Platform.Data.Events;
using Platform.Kernel.Settings;

namespace Platform.Data;

/// <summary>What the host and the modules call to have a database.</summary>
public static class DataRegistration
{
    /// <summary>
    /// The node's database, its migration, its backup (which needs an <see cref="IPostgresDump"/>) and the outbox of events. Their health
    /// inspections are found by type.
    /// </summary>
    public static IServiceCollection AddPlatformData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DatabaseOptions>();
        services.AddSettings<StorageOptions>();
        services.AddSettings<BackupOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<DatabaseConnection>(provider => ActivatorUtilities.CreateInstance<DatabaseConnection>(provider));
        services.AddSingleton<MigrationRunner>();
        services.AddSingleton<BackupFolder>();
        services.AddSingleton<DatabaseBackup>();
        services.AddExceptionHandler<DatabaseExceptionHandler>();
        services.AddDatabase<EventsDb, SqliteEventsDb, PostgresEventsDb>(OutboxTable.Module);
        services.AddSingleton<EventSubscriptions>().AddSingleton<Outbox>().AddSingleton<DeliverEvents>().AddSingleton<ReadOutbox>();
        return services;
    }

    /// <summary>
    /// Gives the module an <see cref="IDbContextFactory{TContext}"/> of <typeparamref name="TDb"/> that hands out pooled
    /// contexts of the configured provider, and has its migrations applied at start.
    /// </summary>
    /// <param name="services">The container's registrations.</param>
    /// <param name="module">Id of the module; the same as the context's.</param>
    /// <typeparam name="TDb">The module's abstract context.</typeparam>
    /// <typeparam name="TSqlite">Its subclass with the SQLite migrations.</typeparam>
    /// <typeparam name="TPostgres">Its subclass with the PostgreSQL migrations.</typeparam>
    public static IServiceCollection AddDatabase<TDb, TSqlite, TPostgres>(this IServiceCollection services, string module)
        where TDb : PlatformDb
        where TSqlite : TDb
        where TPostgres : TDb
    {
        services.AddSingleton<IDbContextFactory<TDb>>(provider =>
        {
            var connection = provider.GetRequiredService<DatabaseConnection>();
            var loggers = provider.GetRequiredService<ILoggerFactory>();
            return connection.Provider == DatabaseProvider.Sqlite
                ? new PooledContextFactory<TDb, TSqlite>(connection, module, loggers)
                : new PooledContextFactory<TDb, TPostgres>(connection, module, loggers);
        });
        services.AddSingleton(provider =>
        {
            var factory = provider.GetRequiredService<IDbContextFactory<TDb>>();
            return new RegisteredDatabase(module, factory.CreateDbContext);
        });
        return services;
    }
}
