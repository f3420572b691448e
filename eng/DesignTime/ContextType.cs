using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Platform.Data;

namespace Platform.DesignTime;

/// <summary>A provider's subclass of a module's context, wherever it was found.</summary>
internal sealed record ContextType(Type Type, DatabaseProvider Provider)
{
    /// <summary>All of the host and of every module: the concrete <see cref="PlatformDb"/>s, told apart by the first word of their names.</summary>
    public static IEnumerable<ContextType> All(IEnumerable<string> assemblyNames) =>
        from name in assemblyNames
        from type in Assembly.Load(name).GetTypes()
        where type.IsSubclassOf(typeof(PlatformDb)) && !type.IsAbstract
        orderby type.FullName
        select new ContextType(type, ProviderOf(type));

    /// <summary>Options of the context; no server is asked for anything until a command needs one.</summary>
    public DbContextOptions Options()
    {
        var database = new DatabaseOptions
        {
            Provider = Provider,
            ConnectionString = Provider == DatabaseProvider.Sqlite
                ? $"Data Source={Path.Combine(Path.GetTempPath(), "platform-design.db")}"
                : "Host=localhost;Database=platform_design",
        };
        var connection = new DatabaseConnection(database, new StorageOptions());
        return Builder().UsePlatformDatabase(connection, Module(connection)).Options;
    }

    private static DatabaseProvider ProviderOf(Type type) =>
        Enum.GetValues<DatabaseProvider>().Cast<DatabaseProvider?>()
            .FirstOrDefault(provider => type.Name.StartsWith(provider.ToString()!, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"{type} must be named Sqlite... or Postgres...");

    /// <summary>The context itself knows its module; it is made once with options that lack only that.</summary>
    private string Module(DatabaseConnection connection)
    {
        var options = Builder().UsePlatformDatabase(connection, "unknown").Options;
        using var db = (PlatformDb)Activator.CreateInstance(Type, options)!;
        return db.Module;
    }

    private DbContextOptionsBuilder Builder() =>
        (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(Type))!;
}
