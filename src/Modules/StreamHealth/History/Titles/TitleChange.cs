using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.History.Titles;

/// <summary>A title began to play, as far as checks could see.</summary>
internal sealed class TitleChange
{
    public required Guid StreamId { get; init; }

    /// <summary>When the first check began that found it.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Title { get; init; }
}

internal sealed class TitleChangeConfiguration : IEntityTypeConfiguration<TitleChange>
{
    public void Configure(EntityTypeBuilder<TitleChange> builder)
    {
        builder.ToTable("titles");
        builder.HasKey(t => new { t.StreamId, t.At });
        builder.HasOne<MonitoredStream>().WithMany().HasForeignKey(t => t.StreamId).OnDelete(DeleteBehavior.Cascade);
    }
}
