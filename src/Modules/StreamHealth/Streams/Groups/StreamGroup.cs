using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Groups;

/// <summary>Streams that belong together, with what they have in common: a stream says only what is different about it.</summary>
internal sealed class StreamGroup : OwnTerms
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Lower-case name; unique.</summary>
    public required string SortName { get; set; }

    /// <summary>Groups are shown lowest first, then by name.</summary>
    public int Position { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class StreamGroupTable : IEntityTypeConfiguration<StreamGroup>
{
    public void Configure(EntityTypeBuilder<StreamGroup> builder)
    {
        builder.ToTable("groups");
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.Version).IsConcurrencyToken();
        builder.Property(g => g.Thresholds).HasConversion<ThresholdsText, ThresholdsComparer>();
        builder.HasIndex(g => g.SortName).IsUnique();
    }
}
