using Platform.Data;
using Platform.Testing;

namespace Platform.Scheduling.Tests.Support;

/// <summary>An empty database of either kind; the tests of this project run on both.</summary>
public sealed class Database : IDisposable
{
    private string? _folder;

    public required DatabaseProvider Provider { get; init; }

    public required string ConnectionString { get; init; }

    public static async Task<Database> CreateAsync(DatabaseProvider provider, PostgresServer server)
    {
        if (provider == DatabaseProvider.Postgres) return new Database { Provider = provider, ConnectionString = await server.CreateDatabaseAsync() };
        var folder = Directory.CreateTempSubdirectory("platform-scheduling-").FullName;
        return new Database { Provider = provider, ConnectionString = $"Data Source={Path.Combine(folder, "platform.db")}", _folder = folder };
    }

    public void Dispose()
    {
        if (_folder is { } folder) Directory.Delete(folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class Databases : ICollectionFixture<PostgresServer>
{
    public const string Name = "databases";
}
