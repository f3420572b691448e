using Platform.Speech;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Variants.Reports;

/// <summary>What counts as no speech for a variant: more probable than the one, and less likely words than the other.</summary>
/// <param name="NoSpeech">0 to 1.</param>
/// <param name="LogProbability">Mean natural logarithm.</param>
internal sealed record SkipRule(double NoSpeech, double LogProbability)
{
    /// <summary>The engine's thresholds where they are set, else those by which the platform leaves out what nobody said.</summary>
    public static SkipRule Of(TranscriptionRecipe recipe) =>
        new(recipe.Decoding.NoSpeechThreshold ?? recipe.Cleaning.NoSpeechProbability, recipe.Decoding.LogProbabilityThreshold ?? recipe.Cleaning.LogProbability);

    public bool IsCandidate(TranscriptSegment segment) => segment.NoSpeechProbability > NoSpeech;

    public bool WouldSkip(TranscriptSegment segment) => IsCandidate(segment) && segment.AverageLogProbability <= LogProbability;
}

/// <summary>A variant of whose segments it is asked what another's rule would skip.</summary>
/// <param name="Of">It.</param>
/// <param name="Score">2 where silence is skipped by both or neither, 1 more where pieces are as long.</param>
internal sealed record Counterpart(Trial Of, int Score);

/// <summary>What a report says of one variant on one recording.</summary>
internal sealed record VariantFigures
{
    public const int NoSpeechShown = 5;

    public required Trial Trial { get; init; }

    public required SkipRule Rule { get; init; }

    public IReadOnlyList<TranscriptSegment> Segments => Trial.Attempt.Transcript!.Segments;

    public int Words => Segments.Sum(s => EditDistance.Words(s.Text).Count);

    // How near the rule comes to being applied at all.
    public double? MostNoSpeech => Segments.Max(s => s.NoSpeechProbability);

    public double? LeastLogProbability => Segments.Min(s => s.AverageLogProbability);

    public int Candidates => Segments.Count(Rule.IsCandidate);

    public int WouldSkip => Segments.Count(Rule.WouldSkip);

    /// <summary>Null where there is nobody to compare with.</summary>
    public Counterpart? Counterpart { get; init; }

    /// <summary>What this variant's rule would skip of the counterpart's segments.</summary>
    public IReadOnlyList<TranscriptSegment> WouldSkipThere => [.. (Counterpart?.Of.Attempt.Transcript!.Segments ?? []).Where(Rule.WouldSkip)];

    public IReadOnlyList<RangeFigures> Ranges { get; init; } = [];

    /// <summary>The segments that are likeliest to be no speech.</summary>
    public IReadOnlyList<TranscriptSegment> LikeliestNoSpeech => [.. Segments.Where(s => s.NoSpeechProbability is not null).OrderByDescending(s => s.NoSpeechProbability).Take(NoSpeechShown)];

    /// <summary>The variants whose engine was called with the same, on the same sound: they cannot differ but by chance.</summary>
    public IReadOnlyList<int> SameAs { get; init; } = [];

    /// <param name="trial">With a transcript.</param>
    /// <param name="others">All that have a transcript of this recording, this one among them.</param>
    /// <param name="baseline">Whom it is compared with where nobody is like it.</param>
    /// <param name="ranges">To look at.</param>
    public static VariantFigures Of(Trial trial, IReadOnlyList<Trial> others, Trial baseline, IReadOnlyList<TimeRange> ranges)
    {
        var recipe = trial.Candidate.Order.Recipe;
        var rest = others.Where(o => o != trial).ToList();
        return new VariantFigures
        {
            Trial = trial,
            Rule = SkipRule.Of(recipe),
            Ranges = [.. ranges.Select(r => RangeFigures.Of(r, trial.Attempt.Transcript!.Segments))],
            Counterpart = rest.Select(o => new Counterpart(o, Score(recipe, o.Candidate.Order.Recipe))).Where(c => c.Score > 0).MaxBy(c => c.Score) ?? (rest.Contains(baseline) ? new Counterpart(baseline, 0) : null),
            SameAs = [.. rest.Where(o => Reached(o) is { } there && Reached(trial) is { } here && there == here).Select(o => o.Candidate.Number)],
        };
    }

    private static int Score(TranscriptionRecipe one, TranscriptionRecipe other) =>
        (one.Voice.Enabled == other.Voice.Enabled ? 2 : 0) + (one.Voice.MaxSpeechSeconds.Equals(other.Voice.MaxSpeechSeconds) ? 1 : 0);

    // All that could make a difference: engine, model, sound, silence, cleaning, and what the engine was called with but for what it does not use.
    private static string? Reached(Trial trial)
    {
        if (trial.Attempt.Applied is not { } applied) return null;
        var recipe = trial.Candidate.Order.Recipe;
        var kept = RecipeText.Write(recipe with { Decoding = new DecodingOptions { ConditionOnPreviousText = recipe.Decoding.ConditionOnPreviousText } });
        return string.Join('\n', [trial.Attempt.Engine, trial.Attempt.Model, kept, .. applied.Parameters.Where(p => !applied.Ignored.ContainsKey(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")]);
    }
}
