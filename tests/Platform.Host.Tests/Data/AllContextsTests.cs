using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Platform.Data;
using Platform.Testing;

namespace Platform.Host.Tests.Data;

/// <summary>The contexts of the host and of every module, found by type.</summary>
public sealed class AllContextsTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    public static TheoryData<string> Contexts => new(Found().Select(type => type.FullName!));

    [Theory]
    [MemberData(nameof(Contexts))]
    public async Task The_migrations_say_what_the_model_says_and_run_on_a_real_server(string context)
    {
        var type = Found().Single(found => found.FullName == context);
        var folder = Directory.CreateTempSubdirectory("platform-contexts-").FullName;
        var isSqlite = type.Name.StartsWith(nameof(DatabaseProvider.Sqlite), StringComparison.Ordinal);
        await using var connection = new DatabaseConnection(
            isSqlite ? new DatabaseOptions() : new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = await server.CreateDatabaseAsync() },
            new StorageOptions { DataPath = folder });
        await using (var db = Create(type, connection))
        {
            Assert.False(db.Database.HasPendingModelChanges(), $"The model of {type.Name} changed: run eng/ef.sh add <Name>");
            await db.Database.MigrateAsync();
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
            Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync());
        }
        if (isSqlite) SqliteConnection.ClearPool(new SqliteConnection(connection.ConnectionString));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_module_has_a_context_for_each_provider()
    {
        var modules = Found().GroupBy(type => type.BaseType!).ToList();
        Assert.NotEmpty(modules);
        Assert.All(modules, module => Assert.Equal(
            Enum.GetNames<DatabaseProvider>().Select(provider => $"{provider}{module.Key.Name}").Order(StringComparer.Ordinal),
            module.Select(type => type.Name).Order(StringComparer.Ordinal)));
    }

    private static List<Type> Found() =>
    [
        .. from file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
           let name = Path.GetFileNameWithoutExtension(file)
           where name == "platform" || (name.StartsWith("Platform.", StringComparison.Ordinal) && !name.Contains("Test", StringComparison.Ordinal))
           from type in Assembly.Load(name).GetTypes()
           where type.IsSubclassOf(typeof(PlatformDb)) && !type.IsAbstract
           orderby type.FullName
           select type,
    ];

    private static PlatformDb Create(Type type, DatabaseConnection connection)
    {
        var probe = (PlatformDb)Activator.CreateInstance(type, Builder(type).UsePlatformDatabase(connection, "unknown").Options)!;
        return (PlatformDb)Activator.CreateInstance(type, Builder(type).UsePlatformDatabase(connection, probe.Module).Options)!;
    }

    private static DbContextOptionsBuilder Builder(Type type) =>
        (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
}
