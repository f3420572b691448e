using Microsoft.EntityFrameworkCore;

namespace Platform.Data.Tests.Samples;

public enum Mood
{
    Calm,
    Alarmed,
}

public sealed class Station
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public List<Reading> Readings { get; } = [];
}

public sealed class Reading
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid StationId { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public TimeSpan Took { get; set; }

    public Mood Mood { get; set; }

    public string Text { get; set; } = "";
}

/// <summary>A module's context as real ones are: a parent, a child with a foreign key, times, an enum.</summary>
public abstract class SampleDb(DbContextOptions options) : PlatformDb(options, "sample")
{
    public DbSet<Station> Stations => Set<Station>();

    public DbSet<Reading> Readings => Set<Reading>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Station>().HasMany(station => station.Readings).WithOne().HasForeignKey(reading => reading.StationId);
        modelBuilder.Entity<Reading>().HasIndex(reading => reading.At);
    }
}

public sealed class SqliteSampleDb(DbContextOptions<SqliteSampleDb> options) : SampleDb(options);

public sealed class PostgresSampleDb(DbContextOptions<PostgresSampleDb> options) : SampleDb(options);
