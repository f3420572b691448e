using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Npgsql;
using Platform.Kernel.Settings;

namespace Platform.Data;

/// <summary>The database the platform stores everything in.</summary>
public enum DatabaseProvider
{
    /// <summary>One file below the data folder; one node.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server; one node or several.</summary>
    Postgres,
}

/// <summary>How sure a commit on SQLite is before it is acknowledged.</summary>
public enum SqliteSynchronous
{
    /// <summary>Survives the end of the process at any moment. A power cut can lose the last commits, never the file.</summary>
    Normal,

    /// <summary>Survives a power cut as well; every commit waits for the disk (about a third of the throughput).</summary>
    Full,
}

/// <summary>Where the platform keeps its records.</summary>
[SettingsSection("Database", "Database")]
public sealed class DatabaseOptions : IValidatableObject
{
    [Display(Name = "Provider", Description = "Sqlite (one file, one node) or Postgres (a server, any number of nodes).")]
    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = "Database:Provider must be Sqlite or Postgres.")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    [Display(
        Name = "Connection string",
        Description = "Required for Postgres: Host=...;Database=...;Username=...;Password=... For Sqlite it is only needed to keep the file elsewhere than Storage:DataPath/platform.db: Data Source=/path/to/file.db")]
    [SecretSetting]
    public string? ConnectionString { get; set; }

    [Display(Name = "Busy timeout", Description = "Seconds a command waits for another writer on SQLite before it fails.")]
    [Range(1, 300, ErrorMessage = "Database:BusyTimeoutSeconds must be between 1 and 300.")]
    public int BusyTimeoutSeconds { get; set; } = 15;

    [Display(
        Name = "Synchronous",
        Description = "SQLite only. Normal: a power cut can lose the last commits but never damages the file. Full: no commit is lost, writing is slower.")]
    [EnumDataType(typeof(SqliteSynchronous), ErrorMessage = "Database:Synchronous must be Normal or Full.")]
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Normal;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == DatabaseProvider.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
        {
            return [Wrong("is required when Database:Provider is Postgres, for example Host=db;Database=platform;Username=platform;Password=...")];
        }
        if (string.IsNullOrWhiteSpace(ConnectionString)) return [];
        try
        {
            if (Provider == DatabaseProvider.Postgres) _ = new NpgsqlConnectionStringBuilder(ConnectionString);
            else if (new SqliteConnectionStringBuilder(ConnectionString).DataSource is "" or ":memory:") return [Wrong("must name a file: Data Source=/path/to/file.db")];
            return [];
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return [Wrong($"cannot be understood as a {Provider} connection string: {e.Message}")];
        }
    }

    private static ValidationResult Wrong(string why) => new($"Database:ConnectionString {why}", [nameof(ConnectionString)]);
}
