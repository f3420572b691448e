using Microsoft.EntityFrameworkCore;
using Platform.Data;
using Platform.Data.Conventions;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.Data;

/// <summary>Streams, the results of their checks, and the newest reports.</summary>
internal abstract class StreamHealthDb(DbContextOptions options) : PlatformDb(options, StreamHealthModule.ModuleId)
{
    public DbSet<MonitoredStream> Streams => Set<MonitoredStream>();

    public DbSet<StreamTag> Tags => Set<StreamTag>();

    public DbSet<StreamGroup> Groups => Set<StreamGroup>();

    public DbSet<CheckResult> Results => Set<CheckResult>();

    public DbSet<StoredReport> Reports => Set<StoredReport>();

    // 144,000 results a day of 100 streams, each with two ids in the row and four in its indexes: the form of an id is what they weigh.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        if (Database.IsSqlite()) configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StreamHealthDb).Assembly);

        modelBuilder.Entity<CheckResult>(result =>
        {
            result.ToTable("results");
            result.Property(r => r.Id).ValueGeneratedNever();
            result.HasOne<MonitoredStream>().WithMany().HasForeignKey(r => r.StreamId).OnDelete(DeleteBehavior.Cascade);
            result.HasIndex(r => new { r.StreamId, r.StartedAt, r.Id });
        });
        modelBuilder.Entity<StoredReport>(report =>
        {
            report.ToTable("reports");
            report.HasKey(r => r.ResultId);
            report.Property(r => r.ResultId).ValueGeneratedNever();
            report.HasOne<CheckResult>().WithOne().HasForeignKey<StoredReport>(r => r.ResultId).OnDelete(DeleteBehavior.Cascade);
            report.HasIndex(r => new { r.StreamId, r.StartedAt });
        });
    }
}

internal sealed class SqliteStreamHealthDb(DbContextOptions<SqliteStreamHealthDb> options) : StreamHealthDb(options);

internal sealed class PostgresStreamHealthDb(DbContextOptions<PostgresStreamHealthDb> options) : StreamHealthDb(options);
