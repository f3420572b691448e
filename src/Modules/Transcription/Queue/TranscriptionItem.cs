using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Scheduling;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Queue;

/// <summary>
/// One recording to be written down. Its state has one owner for each change: <see cref="Claims"/> and <see cref="RunRecords"/> while
/// it runs, <see cref="ChangeTranscription"/> for people. Every change is conditional on what it was.
/// </summary>
internal sealed class TranscriptionItem
{
    public required Guid Id { get; init; }

    /// <summary>For people: the file's name.</summary>
    public required string Name { get; set; }

    /// <summary>Lower-case name: what a list is searched by and ordered.</summary>
    public required string SortName { get; set; }

    public required TranscriptionState State { get; set; }

    /// <summary>The larger comes first; 0 unless somebody said otherwise.</summary>
    public required int Priority { get; set; }

    /// <summary>Lane it runs in: <c>speech</c>, or <c>net</c> where another server listens and this node only asks it.</summary>
    public string Lane { get; init; } = Lanes.Speech;

    /// <summary>Whose turn it takes: <c>user:…</c>, <c>key:…</c>, <c>folder:…</c>.</summary>
    public required string OwnerId { get; init; }

    public required string OwnerName { get; init; }

    public required InputSource Source { get; init; }

    /// <summary>Address it is downloaded from.</summary>
    public string? Url { get; init; }

    public required InputState Input { get; set; }

    /// <summary>Name in the store; a full path when <see cref="InPlace"/>. Never given out.</summary>
    public string? AudioFile { get; set; }

    /// <summary>The recording stays where its owner has it; nothing here deletes it.</summary>
    public bool InPlace { get; init; }

    /// <summary>The node that has seen the recording. Others have it only where its folder is shared.</summary>
    public string? AudioNode { get; set; }

    /// <summary>The node it is left to, because another found that it has not got the recording; null for any.</summary>
    public string? OnlyNode { get; set; }

    /// <summary>The recording it was made of by a rule; each is transcribed once.</summary>
    public Guid? RecordingId { get; init; }

    public long? AudioBytes { get; set; }

    public TimeSpan? Duration { get; set; }

    /// <summary>Which audio track of the file, from 0.</summary>
    public required int Track { get; set; }

    /// <summary>Name of the preset its recipe was copied from.</summary>
    public required string Preset { get; set; }

    /// <summary>How it is transcribed: a copy, so that a change of the preset does not change work that was ordered.</summary>
    public required TranscriptionRecipe Recipe { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Nothing is tried before this time.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>What it waits for, or what went wrong last; for people.</summary>
    public string? Reason { get; set; }

    /// <summary>Names the run that has it; null unless it runs.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>Until when that run is believed in; later, it is taken for dead.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When it was last taken: the order in which users have their turns.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>How often it was taken.</summary>
    public int Attempts { get; set; }

    /// <summary>How often in a row the run that had it died: work that kills its process must not do so for ever.</summary>
    public int Deaths { get; set; }

    /// <summary>Audio that is done with: segments up to here are stored, and the next run begins here.</summary>
    public TimeSpan Done { get; set; }

    /// <summary>How many segments there are up to <see cref="Done"/>; any beyond belong to no run.</summary>
    public int SegmentCount { get; set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>A word for what is being done.</summary>
    public string? Phase { get; set; }

    /// <summary>Seconds of audio per second of work, of the last run.</summary>
    public double? Speed { get; set; }

    public string? ErrorCode { get; set; }

    public string? Error { get; set; }

    public string? Engine { get; set; }

    public string? Model { get; set; }

    /// <summary>Why this engine.</summary>
    public string? EngineWhy { get; set; }

    public string? Language { get; set; }

    public double? LanguageProbability { get; set; }

    public int Dropped { get; set; }

    /// <summary>Version of the text: 0 while it is heard, 1 when it is whole, one more for every edit.</summary>
    public int TextVersion { get; set; }

    /// <summary>Who made this version; null for what the engine heard.</summary>
    public string? TextAuthor { get; set; }

    public DateTimeOffset? TextAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

internal sealed class TranscriptionItemTable : IEntityTypeConfiguration<TranscriptionItem>
{
    private const string Living = "\"DeletedAt\" IS NULL";
    private static readonly bool[] LargestPriorityFirst = [false, false, true, false, false];

    public void Configure(EntityTypeBuilder<TranscriptionItem> builder)
    {
        builder.ToTable("items");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Recipe).HasConversion<RecipeText, RecipeComparer>();
        // The order of claims.
        builder.HasIndex(i => new { i.State, i.Lane, i.Priority, i.QueuedAt, i.Id }).IsDescending(LargestPriorityFirst);
        builder.HasIndex(i => new { i.OwnerId, i.ClaimedAt });
        // One for every order a list can have, of what is not deleted. Were DeletedAt their first column instead, SQLite would take one of them for the
        // claims too, and read all that was ever done.
        builder.HasIndex(i => new { i.CreatedAt, i.Id }).HasFilter(Living);
        builder.HasIndex(i => new { i.SortName, i.Id }).HasFilter(Living);
        builder.HasIndex(i => new { i.Duration, i.Id }).HasFilter(Living);
        builder.HasIndex(i => new { i.State, i.CreatedAt, i.Id }).HasFilter(Living);
        builder.HasIndex(i => new { i.State, i.FinishedAt });
        builder.HasIndex(i => i.RecordingId).IsUnique();
    }
}
