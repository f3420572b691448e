using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>One message to one channel: written with what caused it, before anything is sent.</summary>
internal sealed class AlertDelivery
{
    /// <summary>What a receiver can tell a repeated message by.</summary>
    public required Guid Id { get; init; }

    public required Guid ChannelId { get; init; }

    public Guid? TrailId { get; init; }

    public Guid? PolicyId { get; init; }

    public Guid? StreamId { get; init; }

    public Guid? IncidentId { get; init; }

    public required AlertEvent Event { get; init; }

    public required DeliveryState State { get; set; }

    /// <summary>The <see cref="Messages.AlertMessage"/> as JSON. What goes over the wire is made of it, the same for each attempt.</summary>
    public required string Message { get; init; }

    /// <summary>The default subject, for lists.</summary>
    public required string Subject { get; init; }

    /// <summary>Lower-case subject: what a search looks into.</summary>
    public required string SearchText { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when its age counts: its creation, the end of the quiet hours, or when somebody asked to send it once more.</summary>
    public required DateTimeOffset FreshAt { get; set; }

    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Held to be gathered with others, not by quiet hours.</summary>
    public bool Gathered { get; init; }

    /// <summary>The digest that told it.</summary>
    public Guid? DigestId { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    /// <summary>Until when the attempt under way is believed in; later, whoever made it is taken for dead.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public string? Error { get; set; }

    public int? HttpStatus { get; set; }
}

internal sealed class AlertDeliveryTable : IEntityTypeConfiguration<AlertDelivery>
{
    public void Configure(EntityTypeBuilder<AlertDelivery> builder)
    {
        builder.ToTable("alert_deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.State, d.DueAt });
        builder.HasIndex(d => new { d.ChannelId, d.State, d.DueAt });
        builder.HasIndex(d => new { d.ChannelId, d.LastAttemptAt });
        builder.HasIndex(d => new { d.CreatedAt, d.Id });
        builder.HasIndex(d => d.StreamId);
        builder.HasIndex(d => d.IncidentId);
        builder.HasIndex(d => d.TrailId);
        builder.HasIndex(d => d.DigestId);
    }
}
