using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>A place messages go to. What is known of its health belongs to <see cref="Deliveries.SendDeliveries"/> alone.</summary>
internal sealed class AlertChannel
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Lower-case name: the order of lists, and unique.</summary>
    public required string SortName { get; set; }

    public required ChannelKind Kind { get; set; }

    public required bool Enabled { get; set; }

    /// <summary>Values that are not secret, as JSON.</summary>
    public required string Values { get; set; }

    /// <summary>Secret values as JSON, encrypted with Data Protection.</summary>
    public required string Secrets { get; set; }

    /// <summary>Names of the secrets that are set, separated by blanks, so that lists decrypt nothing.</summary>
    public required string SecretsSet { get; set; }

    public required int PerMinute { get; set; }

    public string? SubjectTemplate { get; set; }

    public string? BodyTemplate { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? LastSentAt { get; set; }

    public string? LastError { get; set; }

    public DateTimeOffset? LastErrorAt { get; set; }

    public int FailuresInRow { get; set; }

    public DateTimeOffset? RestUntil { get; set; }
}

internal sealed class AlertChannelTable : IEntityTypeConfiguration<AlertChannel>
{
    public void Configure(EntityTypeBuilder<AlertChannel> builder)
    {
        builder.ToTable("alert_channels");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.SortName).IsUnique();
    }
}
