using System.Globalization;
using System.Text;
using Platform.Transcription.Variants.Reports;

namespace Platform.Transcription.Variants;

/// <summary>What the candidates made of one recording, side by side: a table, and where each differs from the baseline.</summary>
internal sealed class ComparisonReport
{
    private const double NoSpeech = 0.5, LogProbability = -1;
    private const int NoSpeechShown = 5;
    private readonly IReadOnlyList<Trial> _trials;
    private readonly string? _reference;
    private readonly Trial? _baseline;

    /// <param name="trials">Of one recording.</param>
    /// <param name="reference">What is said in it; null when nobody knows.</param>
    public ComparisonReport(IReadOnlyList<Trial> trials, string? reference)
    {
        (_trials, _reference) = (trials, reference);
        var whole = trials.Where(t => t.Attempt.Transcript is not null).ToList();
        _baseline = whole.Count == 0 ? null : VariantReport.Baseline(whole);
    }

    public IReadOnlyList<Row> Rows => [.. _trials.Select(Measure)];

    /// <summary>
    /// A candidate's figures; null where there are none. WER and CER are against the reference, the third rate is against the baseline's
    /// text; would be skipped: segments that are no speech by probability and log probability both.
    /// </summary>
    internal sealed record Row(
        int Number, string Name, string? Engine, string? Model, string? Error, double? Wer, double? Cer, double? FromBaseline, int Words, int Segments,
        double? MostNoSpeech, double? LeastLogProbability, int WouldSkip, double Seconds, double? TimesRealTime);

    public string Csv()
    {
        var text = new StringBuilder("variant_number,variant_name,engine,model,wer,cer,wer_to_baseline,words,segments,max_no_speech_prob,min_avg_logprob,would_skip,transcribe_seconds,speed_ratio,error\n");
        foreach (var row in Rows)
        {
            text.AppendJoin(',', new[]
            {
                Figure(row.Number), CsvText.Cell(row.Name), CsvText.Cell(row.Engine), CsvText.Cell(row.Model), Figure(row.Wer, 4), Figure(row.Cer, 4), Figure(row.FromBaseline, 4), Figure(row.Words), Figure(row.Segments),
                Figure(row.MostNoSpeech, 3), Figure(row.LeastLogProbability, 3), Figure(row.WouldSkip), Figure(row.Seconds, 3), Figure(row.TimesRealTime, 2), CsvText.Cell(row.Error),
            }).Append('\n');
        }

        return text.ToString();
    }

    public string Markdown(string recording)
    {
        var text = new StringBuilder($"# {recording}\n\n");
        text.Append(_reference is null ? "There is no reference: WER and CER are not known.\n\n" : string.Create(CultureInfo.InvariantCulture, $"Reference: {EditDistance.Words(_reference).Count} words.\n\n"));
        text.Append("| variant | engine | WER | CER | differs from baseline | words | segments | would skip | seconds | x real time |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in Rows)
        {
            text.Append(row.Error is { } error
                ? $"| {row.Number} {row.Name} | {error.Replace("|", "\\|", StringComparison.Ordinal)} | | | | | | | | |\n"
                : $"| {row.Number} {row.Name} | {row.Engine} {row.Model} | {Percent(row.Wer)} | {Percent(row.Cer)} | {Percent(row.FromBaseline)} | {row.Words} | {row.Segments} | {row.WouldSkip} | {Figure(row.Seconds, 1)} | {Figure(row.TimesRealTime, 1)} |\n");
        }

        AppendNoSpeech(text);
        if (_reference is not null && _baseline is not null) AppendDiff(text, "reference", _reference, _baseline);
        foreach (var trial in _trials.Where(t => t != _baseline && t.Attempt.Transcript is not null)) AppendDiff(text, $"{_baseline!.Candidate.Number} {_baseline.Candidate.Name}", Text(_baseline), trial);
        return text.ToString();
    }

    private void AppendNoSpeech(StringBuilder text)
    {
        var likely = _trials.Where(t => t.Attempt.Transcript is not null)
            .SelectMany(t => t.Attempt.Transcript!.Segments.Select(s => (Trial: t, Segment: s))).Where(s => s.Segment.NoSpeechProbability > NoSpeech)
            .OrderByDescending(s => s.Segment.NoSpeechProbability).Take(NoSpeechShown).ToList();
        if (likely.Count == 0) return;
        text.Append("\n## Likeliest to be no speech\n\n");
        foreach (var (trial, segment) in likely)
            text.Append(CultureInfo.InvariantCulture, $"- {trial.Candidate.Number}, {segment.Start.TotalSeconds:0.0} s: {segment.NoSpeechProbability:0.00}, {segment.Text.Trim()}\n");
    }

    private static void AppendDiff(StringBuilder text, string name, string before, Trial trial)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {trial.Candidate.Number} {trial.Candidate.Name} against {name}\n\n");
        var lines = WordDiff.Markdown(before, Text(trial));
        if (lines is null) text.Append("They differ too much to be shown side by side.\n");
        else if (lines.Count == 0) text.Append("No difference but punctuation and case.\n");
        else foreach (var line in lines) text.Append("- " + line + "\n");
    }

    private Row Measure(Trial trial)
    {
        var candidate = trial.Candidate;
        if (trial.Attempt.Transcript is not { } transcript)
            return new Row(candidate.Number, candidate.Name, trial.Attempt.Engine, trial.Attempt.Model, trial.Error, null, null, null, 0, 0, null, null, 0, trial.Attempt.Total.TotalSeconds, null);
        var text = Text(trial);
        return new Row(
            candidate.Number, candidate.Name, trial.Attempt.Engine, trial.Attempt.Model, trial.Error,
            _reference is null ? null : EditDistance.Wer(_reference, text), _reference is null ? null : EditDistance.Cer(_reference, text), EditDistance.Wer(Text(_baseline!), text),
            EditDistance.Words(text).Count, transcript.Segments.Count, transcript.Segments.Max(s => s.NoSpeechProbability), transcript.Segments.Min(s => s.AverageLogProbability),
            transcript.Segments.Count(s => s.NoSpeechProbability > NoSpeech && s.AverageLogProbability <= LogProbability), trial.Attempt.Transcribe.TotalSeconds, trial.Attempt.Speed);
    }

    private static string Text(Trial trial) => string.Join('\n', trial.Attempt.Transcript!.Segments.Select(s => s.Text.Trim()));

    private static string Figure(double? value, int decimals = 0) => value?.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "";

    private static string Percent(double? value) => value?.ToString("P1", CultureInfo.InvariantCulture) ?? "";
}
