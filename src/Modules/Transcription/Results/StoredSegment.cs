using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Speech;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Results;

/// <summary>What somebody said, as it is stored. Times in ms from the beginning.</summary>
internal sealed class StoredSegment
{
    /// <summary>Row of the full-text index; given by the database.</summary>
    public long Id { get; init; }

    public required Guid ItemId { get; init; }

    /// <summary>Place in the transcript, from 0.</summary>
    public required int Number { get; init; }

    public required int StartMs { get; init; }

    public required int EndMs { get; init; }

    public required string Text { get; init; }

    public string? Speaker { get; init; }

    public double? AverageLogProbability { get; init; }

    public double? NoSpeechProbability { get; init; }

    /// <summary>As <see cref="WordsText"/> writes them; null when there are none.</summary>
    public string? Words { get; init; }

    public static StoredSegment Of(Guid itemId, int number, TranscriptSegment segment) => new()
    {
        ItemId = itemId,
        Number = number,
        StartMs = Milliseconds(segment.Start),
        EndMs = Milliseconds(segment.End),
        Text = segment.Text,
        Speaker = segment.Speaker,
        AverageLogProbability = segment.AverageLogProbability,
        NoSpeechProbability = segment.NoSpeechProbability,
        Words = WordsText.Write(segment.Words),
    };

    public TranscriptSegment ToSegment() => new(TimeSpan.FromMilliseconds(StartMs), TimeSpan.FromMilliseconds(EndMs), Text)
    {
        Speaker = Speaker,
        AverageLogProbability = AverageLogProbability,
        NoSpeechProbability = NoSpeechProbability,
        Words = WordsText.Read(Words),
    };

    public static int Milliseconds(TimeSpan time) => (int)Math.Min(int.MaxValue, Math.Round(time.TotalMilliseconds));
}

internal sealed class StoredSegmentTable : IEntityTypeConfiguration<StoredSegment>
{
    public void Configure(EntityTypeBuilder<StoredSegment> builder)
    {
        // The full-text index is kept by triggers, with which SQLite's RETURNING does not get along.
        builder.ToTable("segments", table => table.UseSqlReturningClause(false));
        builder.HasIndex(s => new { s.ItemId, s.Number }).IsUnique();
        builder.HasOne<TranscriptionItem>().WithMany().HasForeignKey(s => s.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
