using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Results;

/// <summary>Takes the key figures out of a report.</summary>
internal static class CheckResults
{
    private const int MaxText = 500;

    public static CheckResult From(Guid streamId, Guid id, DateTimeOffset startedAt, TimeSpan duration, CheckReport report)
    {
        var audio = report.AudioAnalysis;
        return new CheckResult
        {
            Id = id,
            StreamId = streamId,
            StartedAt = startedAt,
            DurationMs = duration.TotalMilliseconds,
            Phase = report.Phase,
            State = StateOf(report.Verdict.State),
            Score = report.HealthScore,
            Reason = Cut(report.Verdict.Reasons is [var worst, ..] ? worst : null),
            Findings = string.Join(' ', report.Findings.OrderByDescending(f => f.Severity).Select(f => f.Code).Distinct()),
            HttpStatus = report.Connectivity.HttpStatus,
            DnsMs = report.Timings.DnsMs,
            ConnectMs = report.Timings.ConnectMs,
            TlsMs = report.Timings.TlsMs,
            FirstByteMs = report.Timings.FirstByteMs,
            Codec = report.Measured?.Codec,
            BitrateKbps = report.Measured?.BitrateKbps,
            SampleRateHz = report.Measured?.SampleRateHz,
            Channels = report.Measured?.Channels,
            Lufs = audio?.Loudness?.IntegratedLufs,
            ShortTermMaxLufs = audio?.Loudness?.ShortTermMaxLufs,
            RmsDb = audio?.AudioQuality?.AverageVolumeDb,
            TruePeakDb = audio?.Loudness?.TruePeakDbtp,
            SilencePercent = audio?.SilenceDetection?.SilencePercentage,
            ClippingPercent = audio?.AudioQuality?.ClippingPercentage,
            Title = Cut(report.Metadata?.StreamTitle),
        };
    }

    public static StreamState StateOf(VerdictState state) => state switch
    {
        VerdictState.Healthy => StreamState.Healthy,
        VerdictState.Degraded => StreamState.Degraded,
        _ => StreamState.Failing,
    };

    // PostgreSQL takes no NUL in a text, and a title comes from anybody's server.
    private static string? Cut(string? text)
    {
        var clean = text?.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (string.IsNullOrEmpty(clean)) return null;
        return clean.Length <= MaxText ? clean : clean[..MaxText];
    }
}
