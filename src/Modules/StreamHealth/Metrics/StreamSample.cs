using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Metrics;

/// <summary>What the last check of a stream measured. A check that did not listen leaves what was heard before.</summary>
internal sealed record StreamSample
{
    public required CheckResult Result { get; init; }

    public required MonitorState Monitor { get; init; }

    public required double? TransferSeconds { get; init; }

    public required int Redirects { get; init; }

    /// <summary>When the server's certificate ends; null for plain http.</summary>
    public DateTimeOffset? CertificateEnds { get; init; }

    /// <summary>The last result that listened; null before one did.</summary>
    public CheckResult? Heard { get; init; }

    public static StreamSample Of(CheckResult result, CheckReport report, StreamSample? before) => new()
    {
        Result = result,
        Monitor = result.Monitor,
        TransferSeconds = report.ConnectionQuality?.Seconds,
        Redirects = Math.Max(0, report.Connectivity.Hops.Count - 1),
        CertificateEnds = report.SslCertificate?.Expires,
        Heard = report.AudioAnalysis is { Status: StepStatus.Ok } ? result : before?.Heard,
    };
}
