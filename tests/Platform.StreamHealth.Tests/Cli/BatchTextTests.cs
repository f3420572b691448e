using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Cli;
using Platform.StreamHealth.Checks.Cli.Batch;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Tests.Cli;

public sealed class BatchTextTests
{
    private static BatchEntry Entry(string url, VerdictState state, params string[] reasons) => new(
        url,
        new TimedReport(
            new CheckReport
            {
                TestRunId = Guid.NewGuid(),
                StreamId = "0123456789abcdef",
                StreamUrl = url,
                Timestamp = DateTimeOffset.UnixEpoch,
                Phase = 3,
                Connectivity = new Connectivity { Status = ConnectivityStatus.Success },
                Verdict = new CheckVerdict(state, reasons),
            },
            TimeSpan.FromSeconds(1.25)),
        null);

    private static readonly BatchEntry[] Entries =
    [
        Entry("http://a.example/live", VerdictState.Healthy),
        Entry("http://b.example/live", VerdictState.Failing, "HTTP 404: Not Found"),
        new("ftp://c.example", null, Error.Invalid("url.scheme", "Scheme 'ftp' is not allowed")),
    ];

    [Fact]
    public void The_table_has_a_row_for_each_the_reasons_and_the_totals()
    {
        var lines = SummaryTable.Write(Entries, TimeSpan.FromSeconds(2), colours: false).Split(Environment.NewLine);

        Assert.StartsWith("✓ healthy ", lines[1], StringComparison.Ordinal);
        Assert.Equal(["✗ failing       100  – ", "    HTTP 404: Not Found"], [lines[2][..23], lines[3]]);
        Assert.Equal("    Scheme 'ftp' is not allowed", lines[5]);
        Assert.Equal("3 streams in 2.0 s: 1 healthy, 0 degraded, 1 failing, 1 not checked", lines[7]);
        Assert.All(new[] { 0, 1, 2, 4 }, i => Assert.Equal(lines[0].IndexOf("Stream", StringComparison.Ordinal), lines[i].IndexOf(i == 0 ? "Stream" : i == 4 ? "ftp" : "http", StringComparison.Ordinal)));
    }

    [Fact]
    public void Colours_are_only_where_they_are_wanted()
    {
        Assert.Contains("\u001b[31m✗ failing", SummaryTable.Write(Entries, TimeSpan.Zero, colours: true), StringComparison.Ordinal);
        Assert.Contains("\u001b[32m✓ healthy\u001b[0m", TextReport.Write(Entries[0].Checked!.Report, colours: true), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", TextReport.Write(Entries[0].Checked!.Report, colours: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_of_which_nothing_is_known_is_not_shown()
    {
        var report = Entries[0].Checked!.Report with { Metadata = new StreamMetadata(), StreamParameters = new StreamParameters { Codec = "MP3" } };

        var text = TextReport.Write(report, colours: false);

        Assert.DoesNotContain("Metadata", text, StringComparison.Ordinal);
        Assert.Contains($"Stream Parameters{Environment.NewLine}-----------------{Environment.NewLine}Codec ..", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bar_counts_what_is_done_and_goes_away()
    {
        using var errors = new StringWriter();
        using (var bar = new ProgressBar(errors, 2, shown: true))
        {
            bar.Report(Entries[0]);
            bar.Report(Entries[1]);
        }

        var text = errors.ToString();
        Assert.Contains("[###############---------------] 1/2, 00:00", text, StringComparison.Ordinal);
        Assert.Contains("[##############################] 2/2, 1 failing", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_drawn_where_nobody_looks()
    {
        using var errors = new StringWriter();
        using (var bar = new ProgressBar(errors, 1)) bar.Report(Entries[0]);
        Assert.Empty(errors.ToString());
    }
}
