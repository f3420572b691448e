using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Data.Sqlite;

namespace Platform.Data;

/// <summary>
/// The one database of this node, for whoever talks to it: EF contexts, the scheduler's store, backups.
/// Connections made by <see cref="Factory"/> are set up as those of EF are (foreign keys, busy timeout, WAL).
/// </summary>
public sealed class DatabaseConnection : IAsyncDisposable
{
    private const string FileName = "platform.db";
    private readonly NpgsqlDataSource? _dataSource;

    public DatabaseConnection(IOptions<DatabaseOptions> database, IOptions<StorageOptions> storage)
        : this(database.Value, storage.Value)
    {
    }

    /// <summary>For tools and tests that have no container.</summary>
    public DatabaseConnection(DatabaseOptions database, StorageOptions storage)
    {
        Provider = database.Provider;
        if (Provider == DatabaseProvider.Postgres)
        {
            ConnectionString = database.ConnectionString!;
            Factory = NpgsqlFactory.Instance;
            _dataSource = NpgsqlDataSource.Create(ConnectionString);
            return;
        }
        var sqlite = new SqliteConnectionStringBuilder(database.ConnectionString ?? "")
        {
            ForeignKeys = true, // Debian's build of SQLite defaults to off
            DefaultTimeout = database.BusyTimeoutSeconds,
        };
        if (sqlite.DataSource.Length == 0) sqlite.DataSource = Path.Combine(storage.FullPath(), FileName);
        SqliteFile = sqlite.DataSource = Path.GetFullPath(sqlite.DataSource);
        ConnectionString = sqlite.ConnectionString;
        Pragmas = new SqlitePragmas(TimeSpan.FromSeconds(database.BusyTimeoutSeconds), database.Synchronous);
        Factory = new SqliteConnectionFactory(Pragmas);
    }

    public DatabaseProvider Provider { get; }

    /// <summary>Complete, with password: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes connections that are set up on opening.</summary>
    public DbProviderFactory Factory { get; }

    /// <summary>Absolute path of the database file; null on PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>For people and logs: the file, or host and database, without credentials.</summary>
    public string Description => SqliteFile ?? Describe(new NpgsqlConnectionStringBuilder(ConnectionString));

    /// <summary>Size of the SQLite database on disk, in bytes, with what is still in its WAL; 0 on PostgreSQL and before the first start.</summary>
    public long SqliteBytes =>
        SqliteFile is null ? 0 : new[] { SqliteFile, SqliteFile + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists).Sum(file => file.Length);

    internal SqlitePragmas? Pragmas { get; }

    /// <summary>One pool for all EF contexts.</summary>
    internal NpgsqlDataSource DataSource => _dataSource ?? throw new InvalidOperationException("The database is not PostgreSQL.");

    /// <summary>Opens a connection that is set up; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = _dataSource?.CreateConnection() ?? Factory.CreateConnection()!;
        try
        {
            if (_dataSource is null) connection.ConnectionString = ConnectionString;
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _dataSource?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Describe(NpgsqlConnectionStringBuilder postgres) =>
        $"PostgreSQL database '{postgres.Database}' on {postgres.Host}:{postgres.Port}";
}
