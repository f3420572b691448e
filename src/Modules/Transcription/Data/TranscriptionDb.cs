using Microsoft.EntityFrameworkCore;
using Platform.Data;
using Platform.Data.Conventions;

namespace Platform.Transcription.Data;

/// <summary>Presets, the queue of transcriptions, and what they heard.</summary>
internal abstract class TranscriptionDb(DbContextOptions options) : PlatformDb(options, TranscriptionModule.ModuleId)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        if (Database.IsSqlite()) configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TranscriptionDb).Assembly);
    }
}

internal sealed class SqliteTranscriptionDb(DbContextOptions<SqliteTranscriptionDb> options) : TranscriptionDb(options);

internal sealed class PostgresTranscriptionDb(DbContextOptions<PostgresTranscriptionDb> options) : TranscriptionDb(options);
