using Microsoft.EntityFrameworkCore;
using Platform.Data.Conventions;
using Platform.Data.Events;

namespace Platform.Data;

/// <summary>
/// Base of a module's context. The module's tables live in the schema of its name on PostgreSQL and bear its name as a
/// prefix on SQLite; each module has its own migrations history. One abstract context per module states the model, one
/// subclass per provider carries that provider's migrations. Every context can raise events: see <see cref="Outbox"/>.
/// </summary>
/// <remarks>
/// On both providers: times are UTC and enums are text. On SQLite a <see cref="DateTimeOffset"/> and a
/// <see cref="TimeSpan"/> are stored as ticks, so that they sort and compare in SQL; PostgreSQL keeps microseconds.
/// </remarks>
public abstract class PlatformDb : DbContext
{
    protected PlatformDb(DbContextOptions options, string module)
        : base(options) => Module = module;

    /// <summary>Id of the module the tables belong to.</summary>
    public string Module { get; }

    private bool IsSqlite => Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        if (IsSqlite)
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
            configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
            configurationBuilder.Conventions.Add(_ => new TablePrefixConvention(Module + "_"));
        }
        else
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        if (!IsSqlite) modelBuilder.HasDefaultSchema(Module);
        OutboxTable.Map(modelBuilder, IsSqlite, isOwner: Module == OutboxTable.Module);
    }
}
