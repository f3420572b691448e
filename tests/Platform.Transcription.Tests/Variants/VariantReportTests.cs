using System.Text.Json;
using Platform.Kernel.CommandLine;
using Platform.Speech;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;
using Platform.Transcription.Tests.Cli;
using Platform.Transcription.Variants;
using Platform.Transcription.Variants.Reports;

namespace Platform.Transcription.Tests.Variants;

public sealed class VariantReportTests
{
    [Theory]
    [InlineData(36, 1.1, null, null)]
    [InlineData(52, 1.0, null, null)]
    [InlineData(42, 1.1, null, 1.2)]
    [InlineData(53, 1.0, null, 1.2)]
    [InlineData(43, 1.0, null, 1.3)]
    [InlineData(44, 1.5, 7, 1.2)]
    [InlineData(45, 1.0, 7, 1.2)]
    [InlineData(56, 1.5, 7, 1.2, 1.05)]
    [InlineData(57, 1.5, 7, 1.2, null, 2)]
    [InlineData(58, 1.5, 7, 1.2, null, null, 0.98)]
    public void Variants_are_what_their_numbers_say(int number, double volumeDb, int? beam, double? patience, double? repetition = null, int? noRepeat = null, double? length = null)
    {
        var recipe = Variant.All.Single(v => v.Number == number).Apply(new TranscriptionRecipe());
        Assert.Equal([new VolumeStep { VolumeDb = volumeDb }], recipe.Preprocessing.Steps);
        Assert.Equal(new DecodingOptions { BeamSize = beam, Patience = patience, RepetitionPenalty = repetition, NoRepeatNgramSize = noRepeat, LengthPenalty = length }, recipe.Decoding);
    }

    [Fact]
    public async Task A_parameter_that_has_no_effect_is_said_in_result_run_meta_and_report()
    {
        // As whisper.cpp: it knows beam and length penalty, and no others.
        var engine = new FakeEngine
        {
            Applied = r => new SpeechEvent.Applied(
                new Dictionary<string, string> { ["beam_size"] = $"{r.Decoding.BeamSize}", ["length_penalty"] = FormattableString.Invariant($"{r.Decoding.LengthPenalty}") },
                (r.Decoding.RepetitionPenalty is null ? [] : new Dictionary<string, string> { ["repetition_penalty"] = "there is none" })),
            Segments = [Segment(1, 5, "who is there", 0.9, -1.5), Segment(11, 12, "nobody", 0.7, -0.2)],
        };
        await using var line = new CommandLine(engine);
        line.Install("small");
        await line.AddAsync("a.wav");
        var (code, output, errors) = await line.RunAsync("process", line.Input, "--preset", "small", "--variants", "2,44,56,58", "--output-format", "json", "--silence-range", "0-10", "--far-speaker-range", "10-20");
        Assert.True(code == ExitCodes.Success, errors);
        Assert.Contains("Variant 56: repetition_penalty has no effect", errors, StringComparison.Ordinal);

        var folder = Directory.GetDirectories(line.Input, "2*").Single();
        var meta = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "run_meta.json"))).RootElement.GetProperty("variants")[2];
        Assert.Equal(1.05, meta.GetProperty("transcription_config").GetProperty("repetition_penalty").GetDouble());
        Assert.Equal("volume_limiter:volumeDb=1.5", meta.GetProperty("preprocess_steps").GetString());
        Assert.Equal("""{"beam_size":"7","length_penalty":""}""", JsonSerializer.Serialize(meta.GetProperty("results")[0].GetProperty("parameters_reached")));
        Assert.Equal("""{"repetition_penalty":"there is none"}""", JsonSerializer.Serialize(meta.GetProperty("results")[0].GetProperty("parameters_ignored")));
        var result = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, meta.GetProperty("json_filename").GetString()!))).RootElement;
        Assert.Equal("there is none", result.GetProperty("transcribe_kwargs_ignored").GetProperty("repetition_penalty").GetString());

        var path = Path.Combine(line.Input, "reports", "var_analysis", $"variant_report_{Path.GetFileName(folder)}.md");
        Assert.Contains(path, output, StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(path);
        Assert.Contains("Baseline: 44 volume_1_5db", report, StringComparison.Ordinal);
        var of56 = report[report.IndexOf("### 56", StringComparison.Ordinal)..report.IndexOf("### 58", StringComparison.Ordinal)];
        Assert.Contains("**repetition_penalty has no effect**", of56, StringComparison.Ordinal);
        Assert.Contains("**nothing that counts differs from 44**", of56, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing that counts differs", report[report.IndexOf("### 58", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("max no_speech_prob 0.900, min avg_logprob -1.500; above 0.6: 2; of these at or below -1, so would be skipped: 1", of56, StringComparison.Ordinal);
        Assert.Contains("counterfactual on 44 (score 3): its rule would skip 1 segments there", of56, StringComparison.Ordinal);
        Assert.Contains("silence 0-10 s: 1 segments cover 4.0 of 10 s, 3 words", of56, StringComparison.Ordinal);
        Assert.Contains("far_speaker 10-20 s: 0 segments", of56, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(Path.ChangeExtension(path, ".csv"));
        Assert.Equal(5, rows.Length);
        Assert.EndsWith("silence_segments,silence_coverage_s,silence_words", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("a.wav,56,baseline_44_repetition_1_05,volume_limiter:volumeDb=1.5,true,4,", rows[3], StringComparison.Ordinal);

        Assert.Contains("20-60", (await line.RunAsync("process", line.Input, "--preset", "small", "--variants", "1", "--silence-range", "60-20")).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 100, 98, 104, false)] // 2 s of 100
    [InlineData(0, 100, 97, 104, true)] // 3 s
    [InlineData(0, 10, 8.1, 20, false)] // 1.9 s of 10
    [InlineData(0, 10, 8, 20, true)] // a fifth
    [InlineData(0, 1, 5, 9, false)]
    public void A_segment_belongs_to_a_range_by_three_seconds_or_a_fifth(double from, double to, double start, double end, bool belongs) =>
        Assert.Equal(belongs, new TimeRange("x", TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to)).In([Segment(start, end, "x", 0, 0)]).Count == 1);

    [Fact]
    public void Words_are_counted_by_their_own_times_where_they_have_them()
    {
        var segment = Segment(0, 10, "One two, one three four", 0, 0) with
        {
            Words = [.. "One two, one three four".Split(' ').Select((w, i) => new TranscriptWord(w, TimeSpan.FromSeconds(i * 2), TimeSpan.FromSeconds((i * 2) + 1), null))],
        };
        var figures = RangeFigures.Of(new TimeRange("x", TimeSpan.Zero, TimeSpan.FromSeconds(5)), [segment]);
        Assert.Equal((3, 2, true, 5.0), (figures.Words, figures.DifferentWords, figures.Exact, figures.Coverage.TotalSeconds));
        Assert.Equal((5, false), (RangeFigures.Of(new TimeRange("x", TimeSpan.Zero, TimeSpan.FromSeconds(5)), [segment with { Words = [] }]) is var rough ? (rough.Words, rough.Exact) : default));
    }

    private static TranscriptSegment Segment(double start, double end, string text, double noSpeech, double log) =>
        new(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), text) { NoSpeechProbability = noSpeech, AverageLogProbability = log };
}
