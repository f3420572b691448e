using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Transcription.Statistics;

/// <summary>
/// Figures of one transcription that ended. They outlive it, so they hold no name and no word of what was said. What was left to an
/// engine's own choice is null.
/// </summary>
internal sealed class FileStatistic
{
    public required Guid Id { get; init; }

    /// <summary>The transcription, which may be gone. One that was tried again has a row for each end.</summary>
    public required Guid ItemId { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Of <see cref="FinishedAt"/> in UTC, <c>2026-11-21</c>: what sums are made by.</summary>
    public required string Day { get; init; }

    public required bool Completed { get; init; }

    public string? ErrorCode { get; init; }

    public required string Preset { get; init; }

    public string? Engine { get; init; }

    public string? Model { get; init; }

    /// <summary>As the recipe had it; null: it was to be found out.</summary>
    public string? RequestedLanguage { get; init; }

    public string? Language { get; init; }

    public double? LanguageProbability { get; init; }

    /// <summary>Where the recording came from: <c>upload</c>, <c>url</c>, <c>folder</c>, <c>recording</c>.</summary>
    public required string Source { get; init; }

    public double? AudioSeconds { get; init; }

    public long? AudioBytes { get; init; }

    /// <summary>From the order to the first attempt.</summary>
    public double? QueuedSeconds { get; init; }

    /// <summary>Of all attempts together, measuring the sound included.</summary>
    public required double WorkSeconds { get; init; }

    /// <summary>Of all attempts together, before the engine could listen.</summary>
    public double PreparationSeconds { get; init; }

    public required int Attempts { get; init; }

    public required int Segments { get; init; }

    public required int Dropped { get; init; }

    /// <summary>Signal to noise as it was recorded and as the engine heard it, dB; of the last attempt.</summary>
    public double? SnrBeforeDb { get; init; }

    /// <inheritdoc cref="SnrBeforeDb"/>
    public double? SnrAfterDb { get; init; }

    public double? LoudnessLufs { get; init; }

    public double? GainDb { get; init; }

    /// <summary>Decoding and preprocessing options that were set, by stt-faster's names, as JSON.</summary>
    public required string Parameters { get; init; }
}

internal sealed class FileStatisticTable : IEntityTypeConfiguration<FileStatistic>
{
    public void Configure(EntityTypeBuilder<FileStatistic> builder)
    {
        builder.ToTable("file_statistics");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Day).HasMaxLength(10);
        builder.HasIndex(s => s.Day);
        builder.HasIndex(s => new { s.FinishedAt, s.Id });
    }
}
