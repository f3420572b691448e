using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Webhooks;

/// <summary>A receiver that is told when a transcription has ended.</summary>
internal sealed class Webhook
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required string Url { get; set; }

    /// <summary>Encrypted with Data Protection.</summary>
    public required string Secret { get; set; }

    public required bool Enabled { get; set; }

    public required bool OnCompleted { get; set; }

    public required bool OnFailed { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Where a message to a receiver stands.</summary>
internal enum WebhookState
{
    Pending,
    Sending,
    Sent,
    Failed,
}

/// <summary>One message to one receiver: written with the end of the transcription, before anything is sent.</summary>
internal sealed class WebhookDelivery
{
    /// <summary>The same for every attempt: what a receiver tells a repeated message by.</summary>
    public required Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    public required Guid ItemId { get; init; }

    public required string Event { get; init; }

    /// <summary>The exact bytes that are sent and signed, the same for every attempt.</summary>
    public required byte[] Body { get; init; }

    public required WebhookState State { get; set; }

    public int Attempts { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Until when the attempt under way is believed in.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public int? HttpStatus { get; set; }

    public string? Error { get; set; }
}

internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Version).IsConcurrencyToken();
    }
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.WebhookId, d.State, d.DueAt });
        builder.HasIndex(d => d.CreatedAt);
        builder.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TranscriptionItem>().WithMany().HasForeignKey(d => d.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
