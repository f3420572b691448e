using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Evidence;

/// <summary>One file of evidence; its content lies in the <see cref="EvidenceStore"/>.</summary>
internal sealed class EvidenceFile
{
    public required Guid Id { get; init; }

    public required Guid StreamId { get; init; }

    public required Guid ResultId { get; init; }

    /// <summary>The result with which the failures in a row began that this one belongs to.</summary>
    public required Guid FirstResultId { get; init; }

    /// <summary>Code of the finding it was kept for.</summary>
    public required string Cause { get; init; }

    public required EvidenceKind Kind { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Name within the stream's folder.</summary>
    public required string FileName { get; init; }

    public required long Bytes { get; init; }

    /// <summary>When the check began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public EvidenceView ToView() => new()
    {
        Id = Id,
        StreamId = StreamId,
        ResultId = ResultId,
        Kind = Kind,
        ContentType = ContentType,
        Bytes = Bytes,
        Cause = Cause,
        CreatedAt = CreatedAt,
        Url = $"/api/v1/evidence/{Id}",
    };
}

internal sealed class EvidenceFileConfiguration : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.ToTable("evidence");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.HasOne<CheckResult>().WithMany().HasForeignKey(f => f.ResultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => new { f.StreamId, f.CreatedAt, f.Id });
        builder.HasIndex(f => new { f.CreatedAt, f.Id });
    }
}
