using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Maintenance;

/// <summary>A time, or a recurring time, at which streams may fail without anybody being told.</summary>
internal sealed class MaintenanceWindow
{
    public required Guid Id { get; init; }

    public required string Title { get; set; }

    public string? Note { get; set; }

    public required MaintenanceScope Scope { get; set; }

    /// <summary>Begin of a single window; null for a recurring one.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>End of a single window, and the first moment after it.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>When a recurring window begins: <c>cron …</c> or <c>rrule …</c> with its time zone.</summary>
    public string? Schedule { get; set; }

    /// <summary>How long a recurring window lasts, in minutes of elapsed time, whatever the clocks do.</summary>
    public int DurationMinutes { get; set; }

    /// <summary>Begin of the occurrence that somebody ended early.</summary>
    public DateTimeOffset? EndedStart { get; set; }

    /// <summary>When a recurring window was started by hand, outside its times.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public TimeSpan Duration => TimeSpan.FromMinutes(DurationMinutes);
}

internal sealed class MaintenanceWindowTable : IEntityTypeConfiguration<MaintenanceWindow>
{
    public void Configure(EntityTypeBuilder<MaintenanceWindow> builder)
    {
        builder.ToTable("maintenance_windows");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Version).IsConcurrencyToken();
        builder.Property(w => w.Scope).HasConversion<ScopeText, ScopeComparer>();
        builder.Ignore(w => w.Duration);
        builder.HasIndex(w => new { w.CreatedAt, w.Id });
        builder.HasIndex(w => w.EndsAt);
    }
}

/// <summary>A scope as a JSON text: it is read whole.</summary>
internal sealed class ScopeText() : ValueConverter<MaintenanceScope, string>(scope => Write(scope), json => Read(json))
{
    public static string Write(MaintenanceScope scope) => JsonSerializer.Serialize(scope, JsonSerializerOptions.Web);

    private static MaintenanceScope Read(string json) => JsonSerializer.Deserialize<MaintenanceScope>(json, JsonSerializerOptions.Web) ?? new MaintenanceScope();
}

/// <summary>Equal when they are written equal; the lists within have no equality of their own.</summary>
internal sealed class ScopeComparer() : ValueComparer<MaintenanceScope>(
    (a, b) => ScopeText.Write(a ?? new()) == ScopeText.Write(b ?? new()),
    s => ScopeText.Write(s).GetHashCode(StringComparison.Ordinal),
    s => s);
