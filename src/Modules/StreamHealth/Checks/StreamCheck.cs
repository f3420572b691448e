using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks;

/// <summary>
/// One check of one stream: connect as a listener would, read what the server says, measure the bytes, then listen
/// to the audio on the same connection. Never throws for what a server does: that is the report.
/// </summary>
internal sealed class StreamCheck
{
    public Task<CheckReport> RunAsync(CheckRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The probe is not there yet.");
}
