using Microsoft.EntityFrameworkCore;

namespace Platform.Data.Events;

/// <summary>The outbox, which all modules write to and one deliverer reads.</summary>
public abstract class EventsDb(DbContextOptions options) : PlatformDb(options, OutboxTable.Module)
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
}

internal sealed class SqliteEventsDb(DbContextOptions<SqliteEventsDb> options) : EventsDb(options);

internal sealed class PostgresEventsDb(DbContextOptions<PostgresEventsDb> options) : EventsDb(options);
