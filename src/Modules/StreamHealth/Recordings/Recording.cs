using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.StreamHealth.Recordings;

/// <summary>A file that a recorder has finished. The file is the recorder's; this is the memory that it was told of.</summary>
internal sealed class Recording
{
    public const int LongestFile = 1000;
    public const int LongestName = 500;

    public required Guid Id { get; init; }

    /// <summary>What recorded it: <c>mediamtx</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was recorded, as the recorder names it: <c>live/studio</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Full path. Never given out.</summary>
    public required string File { get; init; }

    /// <summary>From its folder on, with slashes.</summary>
    public required string Name { get; init; }

    public required long Bytes { get; init; }

    /// <summary>When the file was last written to, in full milliseconds.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>As the recorder says.</summary>
    public TimeSpan? Duration { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class RecordingTable : IEntityTypeConfiguration<Recording>
{
    public void Configure(EntityTypeBuilder<Recording> builder)
    {
        builder.ToTable("recordings");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.File).HasMaxLength(Recording.LongestFile);
        // The same file, not written to since, is the same recording however often it is told of.
        builder.HasIndex(r => new { r.File, r.ModifiedAt, r.Bytes }).IsUnique();
        builder.HasIndex(r => new { r.CreatedAt, r.Id });
    }
}
