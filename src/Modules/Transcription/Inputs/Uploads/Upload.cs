using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Transcription.Inputs.Uploads;

/// <summary>A file that comes in pieces. How much of it is here is the length of its growing file, not a number that could differ from it.</summary>
internal sealed class Upload
{
    public required Guid Id { get; init; }

    public required string FileName { get; init; }

    /// <summary>Bytes it is to have.</summary>
    public required long Length { get; init; }

    public required string OwnerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a piece last came: nobody goes on with one that is old.</summary>
    public required DateTimeOffset TouchedAt { get; set; }
}

internal sealed class UploadTable : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.ToTable("uploads");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.HasIndex(u => u.TouchedAt);
    }
}

/// <summary>An upload as the API shows it.</summary>
/// <param name="Id">Name it in an order once it is complete.</param>
/// <param name="FileName">As its sender calls it.</param>
/// <param name="Length">Bytes it is to have.</param>
/// <param name="Offset">Bytes that are here; the next piece begins there.</param>
internal sealed record UploadView(Guid Id, string FileName, long Length, long Offset)
{
    [Description("Whether all of it is here.")]
    public bool Complete => Offset == Length;
}

/// <summary>What is to come.</summary>
/// <param name="FileName">As its sender calls it.</param>
/// <param name="Length">Bytes.</param>
internal sealed record UploadInput(string? FileName, long Length);
