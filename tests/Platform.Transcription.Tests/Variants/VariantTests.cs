using System.Text.Json;
using Platform.Kernel.CommandLine;
using Platform.Transcription.Tests.Cli;
using Platform.Transcription.Variants;

namespace Platform.Transcription.Tests.Variants;

public sealed class VariantTests
{
    /// <summary>ST-14.</summary>
    [Fact]
    public async Task Variants_leave_the_input_where_it_is_and_one_that_throws_does_not_stop_the_others()
    {
        var engine = new FakeEngine { Fails = n => n == 1 ? new InvalidOperationException("boom") : null };
        await using var line = new CommandLine(engine);
        line.Install("small");
        await line.AddAsync("a.wav");
        var (code, _, errors) = await line.RunAsync("process", line.Input, "--preset", "small", "--variants", "1,44,999x");
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("'999x'", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(line.Input));

        (code, _, _) = await line.RunAsync("process", line.Input, "--preset", "small", "--variants", "1,44,58", "--output-format", "both");
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Equal(["a.wav"], line.Names());
        var folder = Assert.Single(Directory.GetDirectories(line.Input, "2*"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$", Path.GetFileName(folder));
        Assert.Equal(
            ["run_meta.json", "variant_001_baseline_true_defaults_a.json", "variant_001_baseline_true_defaults_a.txt", "variant_058_baseline_44_length_0_98_a.json", "variant_058_baseline_44_length_0_98_a.txt"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var meta = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "run_meta.json"))).RootElement;
        Assert.Equal(["timestamp", "git_commit_hash", "preset", "language", "output_format", "variants", "summary"], meta.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"total_variants":3,"total_succeeded":2,"total_failed":1}""", JsonSerializer.Serialize(meta.GetProperty("summary")));
        Assert.Equal("a.wav: InvalidOperationException: boom", meta.GetProperty("variants")[1].GetProperty("error").GetString());
        Assert.Equal(0.98, meta.GetProperty("variants")[2].GetProperty("transcription_config").GetProperty("length_penalty").GetDouble());
        Assert.Equal((7, 1.2), (engine.Requests[1].Decoding.BeamSize!.Value, engine.Requests[1].Decoding.Patience!.Value));

        engine.Fails = _ => null;
        Assert.Equal(ExitCodes.Success, (await line.RunAsync("process", line.Input, "--preset", "small", "--variants", "2")).Code);
        Assert.False(engine.Requests[^1].Voice.Enabled);
    }

    [Fact]
    public async Task A_comparison_tells_error_rates_against_a_reference_and_what_differs()
    {
        var engine = new FakeEngine { Text = "The market closed higher today" };
        await using var line = new CommandLine(engine);
        line.Install("small");
        line.Install("faster-distil-whisper-large-v3");
        var file = await line.AddAsync("a.wav");
        var reference = line.Tools.PathOf("said.txt");
        await File.WriteAllTextAsync(reference, "The market, closed lower today. Lõpp!");
        engine.Fails = n =>
        {
            if (n == 1) engine.Text = "=The market | closed higher";
            return null;
        };
        var (code, csv, errors) = await line.RunAsync("compare", file, "--presets", "small,turbo", "--reference", reference, "--output-dir", line.Tools.PathOf("out"));
        Assert.True(code == 0, errors);
        var rows = csv.Split('\n');
        Assert.StartsWith("1,small_baseline_true_defaults,whisper,small,0.1667,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("1,turbo_baseline_true_defaults,whisper,faster-distil-whisper-large-v3,0.3333,", rows[2], StringComparison.Ordinal);

        var folder = Assert.Single(Directory.GetDirectories(line.Tools.PathOf("out"), "2*"));
        var report = await File.ReadAllTextAsync(Path.Combine(folder, "report.md"));
        Assert.Contains("- The market closed ~~lower~~ **higher** today Lõpp.", report, StringComparison.Ordinal);
        Assert.Contains("~~today~~", report, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "report.csv")));
        Assert.Equal(["a.wav"], line.Names());
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a b c d", "a b c d", 0)]
    [InlineData("a b c d", "A, b! c. D?", 0)]
    [InlineData("a b c d", "a x c d", 0.25)]
    [InlineData("a b c d", "", 1)]
    [InlineData("a", "a b c", 2)]
    [InlineData("don’t", "don't", 0)]
    public void Word_error_rate_counts_changes_of_words(string reference, string heard, double rate) => Assert.Equal(rate, EditDistance.Wer(reference, heard), 6);

    [Fact]
    public void Distances_of_long_texts_are_those_of_the_plain_table()
    {
        var random = new Random(5);
        for (var round = 0; round < 60; round++)
        {
            var a = Enumerable.Range(0, random.Next(0, 300)).Select(_ => random.Next(8)).ToArray();
            var b = a.Where(_ => random.Next(5) > 0).Select(x => random.Next(6) == 0 ? random.Next(8) : x).Concat(Enumerable.Range(0, random.Next(0, 90)).Select(_ => random.Next(8))).ToArray();
            Assert.Equal(Plain(a, b), EditDistance.Between(a, b));
            Assert.Equal(Plain(b, a), EditDistance.Between(b, a));
        }

        static int Plain(int[] a, int[] b)
        {
            var row = Enumerable.Range(0, b.Length + 1).ToArray();
            for (var i = 1; i <= a.Length; i++)
            {
                var diagonal = row[0];
                row[0] = i;
                for (var j = 1; j <= b.Length; j++) (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }

            return row[^1];
        }
    }

    [Fact]
    public void A_diff_applied_gives_the_other_text()
    {
        var random = new Random(6);
        for (var round = 0; round < 40; round++)
        {
            var before = string.Join(' ', Enumerable.Range(0, random.Next(1, 40)).Select(_ => "abcdef"[random.Next(6)]));
            var after = string.Join(' ', before.Split(' ').Where(_ => random.Next(4) > 0).Select(w => random.Next(5) == 0 ? "z" : w).Append("q"));
            var lines = WordDiff.Markdown(before, after)!;
            var text = string.Join(' ', lines);
            Assert.Equal(EditDistance.Words(after).Count - EditDistance.Words(before).Count, Count(text, "**") - Count(text, "~~"));
        }

        Assert.Empty(WordDiff.Markdown("One, two.", "one two")!);
        Assert.Equal(["~~a~~ **b**"], WordDiff.Markdown("a", "b"));
        Assert.Equal(["**b**"], WordDiff.Markdown("", "b"));
        Assert.Null(WordDiff.Markdown(string.Join(' ', Enumerable.Range(0, 5000)), string.Join(' ', Enumerable.Range(10_000, 5000))));

        static int Count(string text, string mark) => text.Split(mark).Where((_, i) => i % 2 == 1).Sum(part => part.Split(' ').Length);
    }
}
