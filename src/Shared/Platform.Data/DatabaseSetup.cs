using Microsoft.EntityFrameworkCore;
using Platform.Data.Postgres;

namespace Platform.Data;

/// <summary>How a context is told its database; the service and the design-time tools must agree on it.</summary>
public static class DatabaseSetup
{
    private const string History = "__EFMigrationsHistory";
    private static readonly WithoutNul NoNul = new();

    /// <summary>Points a context of <paramref name="module"/> at <paramref name="connection"/>.</summary>
    public static DbContextOptionsBuilder UsePlatformDatabase(
        this DbContextOptionsBuilder builder, DatabaseConnection connection, string module)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connection);
        return connection.Provider == DatabaseProvider.Sqlite
            ? builder
                .UseSqlite(connection.ConnectionString, sqlite => sqlite.MigrationsHistoryTable($"{module}_{History}"))
                .AddInterceptors(connection.Pragmas!)
            : builder.UseNpgsql(connection.DataSource, postgres => postgres.MigrationsHistoryTable(History, module)).AddInterceptors(NoNul);
    }
}
