using System.ComponentModel;

namespace Platform.Transcription.Results;

/// <summary>A transcript as the console's editor and the API show it. All times in seconds from the beginning.</summary>
internal sealed record TranscriptView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    [Description("Send it back with a change. 0 while it is being heard.")]
    public required int Version { get; init; }

    [Description("Whether it is whole.")]
    public required bool Complete { get; init; }

    public string? Language { get; init; }

    public double? LanguageProbability { get; init; }

    public double? DurationSeconds { get; init; }

    [Description("How many segments there are, also of those that were not asked for.")]
    public required int SegmentCount { get; init; }

    public required IReadOnlyList<SegmentView> Segments { get; init; }
}

/// <summary>What somebody said.</summary>
internal sealed record SegmentView
{
    public double Start { get; init; }

    public double End { get; init; }

    public string Text { get; init; } = "";

    public string? Speaker { get; init; }

    [Description("Mean natural logarithm of the probabilities; null where the engine has none.")]
    public double? AverageLogProbability { get; init; }

    [Description("Probability that nothing was said, 0 to 1; null where the engine has none.")]
    public double? NoSpeechProbability { get; init; }

    [Description("Left out in a change, or not fitting the text any more, they are kept as long as the text is the same.")]
    public IReadOnlyList<WordView>? Words { get; init; }
}

/// <summary>One word.</summary>
/// <param name="Text">Without blanks around it.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="Confidence">0 to 1; null where the engine has none.</param>
internal sealed record WordView(string Text, double Start, double End, double? Confidence = null);
