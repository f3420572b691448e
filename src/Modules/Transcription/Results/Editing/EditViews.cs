using System.ComponentModel;

namespace Platform.Transcription.Results.Editing;

/// <summary>A text as somebody wants it.</summary>
internal sealed record TranscriptInput
{
    [Description("The version that was read; a text that somebody changed meanwhile is answered with 409.")]
    public required int Version { get; init; }

    public required IReadOnlyList<SegmentView> Segments { get; init; }
}

/// <summary>A speaker's other name.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="From">As it is now; null or empty for what has no speaker.</param>
/// <param name="To">As it is to be; null or empty for none.</param>
internal sealed record SpeakerInput(int Version, string? From, string? To);

/// <summary>A version of a text.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Author">Who made it; null for what the engine heard.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="SegmentCount">How long it is.</param>
/// <param name="Current">Whether it is the one that counts.</param>
internal sealed record VersionView(int Version, string? Author, DateTimeOffset MadeAt, int SegmentCount, bool Current);
