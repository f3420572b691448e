using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Data.Conventions;

namespace Platform.Data.Events;

/// <summary>Where the delivery of an event to one subscriber stands.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its time.</summary>
    Pending,

    /// <summary>A subscriber is at it.</summary>
    Delivering,

    Delivered,

    /// <summary>Was tried as often as it may; somebody has to look at it.</summary>
    SetAside,
}

/// <summary>One event for one subscriber: written in the transaction of what it tells of, before anything is delivered.</summary>
public sealed class OutboxMessage
{
    public required Guid Id { get; init; }

    /// <summary>Of the event; the same in the rows of all its subscribers.</summary>
    public required Guid EventId { get; init; }

    public required string EventName { get; init; }

    public required string Subscriber { get; init; }

    /// <summary>The event, as JSON.</summary>
    public required string Body { get; init; }

    public required DeliveryState State { get; set; }

    public int Attempts { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Until when the attempt under way is believed in.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When it was delivered or set aside.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; set; }
}

internal static class OutboxTable
{
    public const string Module = "events";
    private const string Name = "outbox";
    private const int LongestName = 100;

    /// <summary>The one table of all modules: each context writes to it in its own transaction, only <see cref="EventsDb"/> makes it.</summary>
    public static void Map(ModelBuilder modelBuilder, bool isSqlite, bool isOwner)
    {
        var builder = modelBuilder.Entity<OutboxMessage>();
        if (isSqlite) builder.ToTable($"{Module}_{Name}", table => Exclude(table, isOwner));
        else builder.ToTable(Name, Module, table => Exclude(table, isOwner));
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.EventName).HasMaxLength(LongestName);
        builder.Property(m => m.Subscriber).HasMaxLength(LongestName);
        builder.HasIndex(m => new { m.Subscriber, m.State, m.DueAt });
        builder.HasIndex(m => new { m.State, m.EndedAt });
        if (!isSqlite) return;

        // Whatever form a context gives to its own ids: these are read by all.
        builder.Property(m => m.Id).HasConversion<GuidBytesConverter>();
        builder.Property(m => m.EventId).HasConversion<GuidBytesConverter>();
    }

    private static void Exclude(TableBuilder<OutboxMessage> table, bool isOwner)
    {
        if (!isOwner) table.ExcludeFromMigrations();
    }
}
