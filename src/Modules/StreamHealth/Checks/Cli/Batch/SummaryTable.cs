using System.Globalization;
using System.Text;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli.Batch;

/// <summary>A batch at a glance: a row for each stream, the reason below it where there is one, and the totals.</summary>
internal static class SummaryTable
{
    private const string None = "–";

    public static string Write(IReadOnlyList<BatchEntry> entries, TimeSpan elapsed, bool colours)
    {
        var text = new StringBuilder();
        Line(text, "  Verdict", "Score", "Codec", "kbit/s", "LUFS", "Silent", "Time", "Stream");
        foreach (var entry in entries)
        {
            if (entry.Checked is { } done) Row(text, entry.Url, done, colours);
            else Refused(text, entry, colours);
        }

        int Count(VerdictState state) => entries.Count(e => e.Checked?.Report.Verdict.State == state);
        var refused = entries.Count(e => e.Refused is not null);
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"{entries.Count} streams in {elapsed.TotalSeconds:0.0} s: ")
            .Append(CultureInfo.InvariantCulture, $"{Count(VerdictState.Healthy)} healthy, {Count(VerdictState.Degraded)} degraded, {Count(VerdictState.Failing)} failing");
        if (refused > 0) text.Append(CultureInfo.InvariantCulture, $", {refused} not checked");
        return text.AppendLine().ToString();
    }

    private static void Row(StringBuilder text, string url, TimedReport done, bool colours)
    {
        var report = done.Report;
        var (mark, colour) = ReportLines.MarkOf(report.Verdict.State);
        var verdict = $"{mark} {report.Verdict.State.ToString().ToLowerInvariant()}".PadRight(VerdictWidth);
        Line(
            text,
            ReportLines.Paint(verdict, colour, colours),
            report.HealthScore.ToString(CultureInfo.InvariantCulture),
            report.Measured?.Codec ?? None,
            report.Measured?.BitrateKbps?.ToString(CultureInfo.InvariantCulture) ?? None,
            report.AudioAnalysis?.Loudness?.IntegratedLufs?.ToString("0.0", CultureInfo.InvariantCulture) ?? None,
            report.AudioAnalysis?.SilenceDetection is { } silence ? silence.SilencePercentage.ToString("0", CultureInfo.InvariantCulture) + " %" : None,
            done.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
            url);
        foreach (var reason in report.Verdict.Reasons.Take(2)) text.Append(' ', 4).AppendLine(reason);
    }

    private static void Refused(StringBuilder text, BatchEntry entry, bool colours)
    {
        Line(text, ReportLines.Paint("✗ not checked".PadRight(VerdictWidth), TextColour.Red, colours), None, None, None, None, None, None, entry.Url);
        text.Append(' ', 4).AppendLine(entry.Refused!.Message);
    }

    private const int VerdictWidth = 13;

    private static void Line(StringBuilder text, string verdict, string score, string codec, string bitrate, string lufs, string silent, string time, string stream) => text
        .Append(verdict.PadRight(VerdictWidth)).Append(score.PadLeft(6)).Append("  ").Append(codec.PadRight(8)).Append(bitrate.PadLeft(6))
        .Append(lufs.PadLeft(8)).Append(silent.PadLeft(8)).Append(time.PadLeft(9)).Append("  ").AppendLine(stream);
}
