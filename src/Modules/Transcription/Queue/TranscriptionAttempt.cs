using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Transcription.Queue;

/// <summary>How a run ended.</summary>
internal enum AttemptOutcome
{
    Running,
    Completed,
    Failed,

    /// <summary>What it needs was not there; it is tried again.</summary>
    Waiting,

    /// <summary>The service was stopped in good order; the next run goes on where this one was.</summary>
    Parked,

    /// <summary>Somebody paused or cancelled it.</summary>
    Stopped,

    /// <summary>The process died; the next run goes on where this one had stored.</summary>
    Interrupted,
}

/// <summary>One run of a transcription, on one node.</summary>
internal sealed class TranscriptionAttempt
{
    public required Guid ItemId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required string Node { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public required AttemptOutcome Outcome { get; set; }

    /// <summary>Where in the audio it began.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>How far it came.</summary>
    public TimeSpan? To { get; set; }

    public string? ErrorCode { get; set; }

    public string? Error { get; set; }

    public string? Engine { get; set; }

    public string? Model { get; set; }

    public string? EngineWhy { get; set; }

    /// <summary>What else the engine told of itself, as JSON.</summary>
    public string? Details { get; set; }

    public double? Speed { get; set; }

    /// <summary>Signal to noise as it was recorded, dB.</summary>
    public double? SnrBeforeDb { get; set; }

    /// <summary>Signal to noise as the engine heard it, dB.</summary>
    public double? SnrAfterDb { get; set; }

    /// <summary>Loudness of the whole before the gain.</summary>
    public double? LoudnessLufs { get; set; }

    /// <summary>By how much the sound was made louder.</summary>
    public double? GainDb { get; set; }

    /// <summary>Time spent on measuring before anything was heard.</summary>
    public TimeSpan? PreparationTook { get; set; }
}

internal sealed class TranscriptionAttemptTable : IEntityTypeConfiguration<TranscriptionAttempt>
{
    public void Configure(EntityTypeBuilder<TranscriptionAttempt> builder)
    {
        builder.ToTable("attempts");
        builder.HasKey(a => new { a.ItemId, a.Number });
        builder.HasOne<TranscriptionItem>().WithMany().HasForeignKey(a => a.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(a => a.StartedAt);
    }
}
