using System.Globalization;
using System.Text;
using Platform.Speech;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Variants.Reports;

/// <summary>
/// stt-faster's report of a run of variants: how much each heard, how near it came to skipping what it heard, what its rule would skip of another's
/// segments, what is in the ranges that matter, and whether its parameters reached the engine at all.
/// </summary>
internal sealed class VariantReport
{
    private const int TextShown = 80;
    private readonly IReadOnlyList<TimeRange> _ranges;
    private readonly List<(string Recording, VariantFigures Baseline, List<VariantFigures> Variants, List<Trial> Failed)> _recordings = [];

    /// <param name="trials">Of one run, all recordings.</param>
    /// <param name="ranges">To look at, in each recording.</param>
    public VariantReport(IReadOnlyList<Trial> trials, IReadOnlyList<TimeRange> ranges)
    {
        _ranges = ranges;
        foreach (var recording in trials.GroupBy(t => t.Path))
        {
            var whole = recording.Where(t => t.Attempt.Transcript is not null).ToList();
            var failed = recording.Except(whole).ToList();
            if (whole.Count == 0) continue;
            var baseline = Baseline(whole);
            var figures = whole.ConvertAll(t => VariantFigures.Of(t, whole, baseline, ranges));
            _recordings.Add((Path.GetFileName(recording.Key), figures.Find(f => f.Trial == baseline)!, figures, failed));
        }
    }

    /// <summary>Variant 44, else 1, else the first.</summary>
    public static Trial Baseline(IReadOnlyList<Trial> whole) =>
        whole.FirstOrDefault(t => t.Candidate.Number == Variant.Baseline) ?? whole.FirstOrDefault(t => t.Candidate.Number == Variant.Usual) ?? whole[0];

    /// <summary>Writes <c>reports/var_analysis/variant_report_{run}.md</c> and <c>.csv</c>; the path of the first.</summary>
    /// <param name="parent">Folder of the run's folder.</param>
    /// <param name="run">Name of the run's folder.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public async Task<string> WriteAsync(string parent, string run, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "reports", "var_analysis")).FullName;
        var path = Path.Combine(folder, $"variant_report_{run}.md");
        await File.WriteAllTextAsync(path, Markdown(run), cancellationToken);
        await File.WriteAllTextAsync(Path.ChangeExtension(path, ".csv"), Csv(), cancellationToken);
        return path;
    }

    public string Csv()
    {
        var text = new StringBuilder("file,variant_number,variant_name,preprocess_steps,vad_filter,segments,words,max_no_speech_prob,min_avg_logprob,no_speech_candidates,would_skip,reference_variant,reference_score,would_skip_in_reference,delta_segments,delta_words,ignored_parameters,same_as");
        foreach (var range in _ranges) text.Append(CultureInfo.InvariantCulture, $",{range.Name}_segments,{range.Name}_coverage_s,{range.Name}_words");
        text.Append('\n');
        foreach (var (recording, baseline, variants, _) in _recordings)
        {
            foreach (var v in variants)
            {
                var candidate = v.Trial.Candidate;
                text.AppendJoin(',', (string[])
                [
                    CsvText.Cell(recording), Whole(candidate.Number), CsvText.Cell(candidate.Name), CsvText.Cell(Steps(v)), candidate.Order.Recipe.Voice.Enabled ? "true" : "false", Whole(v.Segments.Count), Whole(v.Words),
                    Number(v.MostNoSpeech), Number(v.LeastLogProbability), Whole(v.Candidates), Whole(v.WouldSkip), v.Counterpart is { } other ? Whole(other.Of.Candidate.Number) : "", v.Counterpart is { } scored ? Whole(scored.Score) : "",
                    Whole(v.WouldSkipThere.Count), Whole(v.Segments.Count - baseline.Segments.Count), Whole(v.Words - baseline.Words), CsvText.Cell(string.Join(' ', Ignored(v).Keys)), string.Join(' ', v.SameAs.Select(Whole)),
                    .. v.Ranges.SelectMany(r => (string[])[Whole(r.Segments.Count), Number(r.Coverage.TotalSeconds), Whole(r.Words)]),
                ]).Append('\n');
            }
        }

        return text.ToString();
    }

    public string Markdown(string run)
    {
        var text = new StringBuilder($"# Variants, run {run}\n");
        foreach (var (recording, baseline, variants, failed) in _recordings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {recording}\n\nBaseline: {baseline.Trial.Candidate.Number} {baseline.Trial.Candidate.Name}\n");
            foreach (var trial in failed) text.Append(CultureInfo.InvariantCulture, $"\n### {trial.Candidate.Number} {trial.Candidate.Name}\n\nFailed: {trial.Error}\n");
            foreach (var variant in variants) Append(text, variant, baseline);
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, VariantFigures v, VariantFigures baseline)
    {
        var (candidate, recipe) = (v.Trial.Candidate, v.Trial.Candidate.Order.Recipe);
        text.Append(CultureInfo.InvariantCulture, $"\n### {candidate.Number} {candidate.Name}\n\n");
        Line($"sound: {Steps(v)}; vad_filter {(recipe.Voice.Enabled ? "true" : "false")}, pieces of at most {recipe.Voice.MaxSpeechSeconds} s");
        Line($"{v.Segments.Count} segments, {v.Words} words, {v.Trial.Attempt.Transcribe.TotalSeconds:0.0} s");
        if (v != baseline) Line($"against the baseline: segments {v.Segments.Count - baseline.Segments.Count:+0;-0;0}, words {v.Words - baseline.Words:+0;-0;0}");
        Line($"activation: max no_speech_prob {Shown(v.MostNoSpeech)}, min avg_logprob {Shown(v.LeastLogProbability)}; above {v.Rule.NoSpeech}: {v.Candidates}; of these at or below {v.Rule.LogProbability}, so would be skipped: {v.WouldSkip}");
        if (v.Counterpart is { } other)
        {
            Line($"counterfactual on {other.Of.Candidate.Number} (score {other.Score}): its rule would skip {v.WouldSkipThere.Count} segments there");
            foreach (var segment in v.WouldSkipThere) text.Append("  ").Append(Said(segment));
        }

        Reached(v);
        for (var i = 0; i < _ranges.Count; i++)
        {
            var (range, figures) = (_ranges[i], v.Ranges[i]);
            Line($"{range.Name} {range.Start.TotalSeconds:0.#}-{range.End.TotalSeconds:0.#} s: {figures.Segments.Count} segments cover {figures.Coverage.TotalSeconds:0.0} of {range.Length.TotalSeconds:0.#} s, {figures.Words} words, {figures.DifferentWords} different{(figures.Exact ? "" : " (whole segments: there are no times of words)")}{(v == baseline ? "" : $", against the baseline {figures.Words - baseline.Ranges[i].Words:+0;-0;0}")}");
            foreach (var segment in figures.Segments) text.Append("  ").Append(Said(segment));
        }

        if (v.LikeliestNoSpeech.Count > 0) Line($"likeliest to be no speech:");
        foreach (var segment in v.LikeliestNoSpeech) text.Append("  ").Append(Said(segment));

        void Reached(VariantFigures figures)
        {
            if (figures.Trial.Attempt.Applied is not { } applied) Line($"the engine does not tell what it was called with");
            else Line($"reached the engine: {(applied.Parameters.Count == 0 ? "nothing of the decoding" : string.Join(", ", applied.Parameters.Select(p => $"{p.Key}={Flat(p.Value)}")))}");
            foreach (var (name, reason) in Ignored(figures)) Line($"**{name} has no effect**: {reason}");
            if (figures.SameAs.Count > 0) Line($"**nothing that counts differs from {string.Join(", ", figures.SameAs)}**");
        }

        void Line(FormattableString line) => text.Append("- ").Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Said(TranscriptSegment s) => string.Create(
        CultureInfo.InvariantCulture, $"- {s.Start.TotalSeconds:0.0}-{s.End.TotalSeconds:0.0} s, no_speech_prob {Shown(s.NoSpeechProbability)}, avg_logprob {Shown(s.AverageLogProbability)}: {Flat(s.Text)}\n");

    private static string Flat(string text)
    {
        text = text.Trim().ReplaceLineEndings(" ");
        return text.Length <= TextShown ? text : text[..TextShown] + "…";
    }

    private static string Steps(VariantFigures v) => StepText.Write(v.Trial.Candidate.Order.Recipe.Preprocessing.Active);

    private static IReadOnlyDictionary<string, string> Ignored(VariantFigures v) => v.Trial.Attempt.Applied?.Ignored ?? new Dictionary<string, string>();

    private static string Shown(double? value) => value is null ? "unknown" : Number(value);

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
