using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Kernel.Api;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Results.Editing;

/// <summary>A text as it was before an edit.</summary>
internal sealed class TranscriptVersion
{
    public required Guid ItemId { get; init; }

    public required int Version { get; init; }

    /// <summary>Who made this text; null for what the engine heard.</summary>
    public string? Author { get; init; }

    /// <summary>When this text was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    public required int SegmentCount { get; init; }

    /// <summary>The segments as JSON, packed by Brotli.</summary>
    public required byte[] Content { get; init; }

    public static byte[] Pack(IReadOnlyList<SegmentView> segments)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) JsonSerializer.Serialize(brotli, segments, ApiJson.Options);
        return packed.ToArray();
    }

    public IReadOnlyList<SegmentView> Unpack()
    {
        using var packed = new MemoryStream(Content);
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<SegmentView>>(brotli, ApiJson.Options) ?? [];
    }
}

internal sealed class TranscriptVersionTable : IEntityTypeConfiguration<TranscriptVersion>
{
    public void Configure(EntityTypeBuilder<TranscriptVersion> builder)
    {
        builder.ToTable("versions");
        builder.HasKey(v => new { v.ItemId, v.Version });
        builder.HasOne<TranscriptionItem>().WithMany().HasForeignKey(v => v.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
