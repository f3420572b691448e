using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Sharing;

/// <summary>A link by which anybody who has it may read one transcript.</summary>
internal sealed class TranscriptShare
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    /// <summary>Of the link's secret part, which is kept nowhere.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>For whom it is; for those who look through the links later.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the recording may be heard too.</summary>
    public required bool Audio { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }

    /// <summary>How often its page was opened.</summary>
    public int Views { get; set; }

    public DateTimeOffset? LastViewAt { get; set; }
}

internal sealed class TranscriptShareTable : IEntityTypeConfiguration<TranscriptShare>
{
    public void Configure(EntityTypeBuilder<TranscriptShare> builder)
    {
        builder.ToTable("shares");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.TokenHash).HasMaxLength(32);
        builder.HasIndex(s => s.TokenHash).IsUnique();
        builder.HasIndex(s => new { s.ItemId, s.CreatedAt });
        builder.HasOne<TranscriptionItem>().WithMany().HasForeignKey(s => s.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
