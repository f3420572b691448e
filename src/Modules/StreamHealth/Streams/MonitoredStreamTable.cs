using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>One index for every order a list can have.</summary>
internal sealed class MonitoredStreamTable : IEntityTypeConfiguration<MonitoredStream>
{
    public void Configure(EntityTypeBuilder<MonitoredStream> builder)
    {
        builder.ToTable("streams");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Thresholds).HasConversion<ThresholdsText, ThresholdsComparer>();
        builder.HasMany(s => s.Tags).WithOne().HasForeignKey(t => t.StreamId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(s => s.Group).WithMany().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(s => s.Parent).WithMany().HasForeignKey(s => s.ParentId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(s => s.Identity).IsUnique().HasFilter($"\"{nameof(MonitoredStream.DeletedAt)}\" IS NULL");
        builder.HasIndex(s => new { s.DeletedAt, s.SortName, s.Id });
        builder.HasIndex(s => new { s.DeletedAt, s.Attention, s.Id });
        builder.HasIndex(s => new { s.DeletedAt, s.SortScore, s.Id });
        builder.HasIndex(s => new { s.DeletedAt, s.SortChecked, s.Id });
        builder.HasIndex(s => new { s.DeletedAt, s.CreatedAt, s.Id });
    }
}

internal sealed class StreamTagTable : IEntityTypeConfiguration<StreamTag>
{
    public void Configure(EntityTypeBuilder<StreamTag> builder)
    {
        builder.ToTable("tags");
        builder.HasKey(t => new { t.Name, t.StreamId });
    }
}
