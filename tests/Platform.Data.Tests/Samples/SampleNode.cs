using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data.Backup;

namespace Platform.Data.Tests.Samples;

/// <summary>What the service has of the data layer, built as the service builds it.</summary>
public sealed class SampleNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    private SampleNode(string folder, bool ownsFolder, Dictionary<string, string?> settings, Action<IServiceCollection>? more = null)
    {
        (Folder, _ownsFolder) = (folder, ownsFolder);
        settings["Storage:DataPath"] = folder;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPlatformData(configuration)
            .AddSingleton<IPostgresDump, NoDump>()
            .AddDatabase<SampleDb, SqliteSampleDb, PostgresSampleDb>("sample");
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string Folder { get; }

    public DatabaseConnection Connection => Get<DatabaseConnection>();

    public static SampleNode Sqlite(string? folder = null, Dictionary<string, string?>? settings = null) =>
        new(folder ?? Directory.CreateTempSubdirectory("platform-data-").FullName, folder is null, settings ?? []);

    public static SampleNode Postgres(string connectionString) => new(
        Directory.CreateTempSubdirectory("platform-data-").FullName,
        true,
        new() { ["Database:Provider"] = "Postgres", ["Database:ConnectionString"] = connectionString });

    /// <summary>One on a database that is there: a connection string of PostgreSQL, or a folder of SQLite.</summary>
    public static SampleNode At(string place, Action<IServiceCollection>? more = null) => place.Contains("Host=", StringComparison.Ordinal)
        ? new(Path.GetTempPath(), false, new() { ["Database:Provider"] = "Postgres", ["Database:ConnectionString"] = place }, more)
        : new(place, false, [], more);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public SampleDb Db() => Get<IDbContextFactory<SampleDb>>().CreateDbContext();

    public Task MigrateAsync() => Get<MigrationRunner>().RunAsync(CancellationToken.None);

    /// <summary>A node whose tables exist, with one station.</summary>
    public async Task<Station> PrepareAsync()
    {
        await MigrateAsync();
        await using var db = Db();
        var station = new Station { Name = "Radio Test" };
        db.Add(station);
        await db.SaveChangesAsync();
        return station;
    }

    public async ValueTask DisposeAsync()
    {
        var (file, connectionString) = (Connection.SqliteFile, Connection.ConnectionString);
        await _services.DisposeAsync();
        if (file is not null) SqliteConnection.ClearPool(new SqliteConnection(connectionString));
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    private sealed class NoDump : IPostgresDump
    {
        public Task<Kernel.Results.Result<Kernel.Results.Unit>> WriteAsync(
            Npgsql.NpgsqlConnectionStringBuilder database, string file, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
