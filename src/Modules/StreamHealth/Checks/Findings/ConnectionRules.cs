using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>Whether a listener gets through at all, and how well the bytes then flow.</summary>
internal static class ConnectionRules
{
    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        var connectivity = report.Connectivity;
        if (connectivity is { ErrorCode: { } code, Error: { } error }) yield return new Finding(code, Severity.Error, error, Advice(code, connectivity.HttpStatus));

        foreach (var finding in Spares(connectivity)) yield return finding;

        if (thresholds.MaxFirstAudioMs is { } limit && report.Timings.FirstAudioMs > limit)
        {
            yield return new Finding(
                FindingCodes.SlowStart, Severity.Warning, FindingRules.Text($"The first audio came after {report.Timings.FirstAudioMs:0} ms; the limit is {limit:0} ms"),
                "Check the server's load and network; a burst-on-connect setting helps listeners start at once.");
        }

        if (report.ConnectionQuality is { Stable: false, Reason: { } reason }) yield return Unstable(reason);
    }

    // What this check did not need, but some listeners will.
    private static IEnumerable<Finding> Spares(Reporting.Connectivity connectivity)
    {
        if (connectivity.Status != ConnectivityStatus.Success) yield break;
        foreach (var dead in connectivity.Addresses.Where(a => a.Reachable == false))
        {
            yield return new Finding(
                FindingCodes.AddressUnreachable, Severity.Warning,
                $"One of the {connectivity.Addresses.Count} addresses of the host does not accept connections: {dead.Error}",
                "Start the server there, or take the address out of DNS: players that choose it wait or give up.");
        }

        foreach (var entry in connectivity.PlaylistEntries.Where(e => !e.Works))
        {
            yield return new Finding(
                FindingCodes.PlaylistEntryDead, Severity.Warning, $"The playlist entry {entry.Url} does not work: {entry.Error}",
                "Repair or remove the entry: players that only try this one hear nothing.");
        }
    }

    private static Finding Unstable(string reason)
    {
        if (reason.StartsWith("The server closed", StringComparison.Ordinal) || reason.StartsWith("The connection broke", StringComparison.Ordinal))
            return new Finding(FindingCodes.Dropped, Severity.Error, reason, "Look in the streaming server's log at this time: the source may have gone, or a listener limit was reached.");
        var stalled = reason.StartsWith("The stream stalled", StringComparison.Ordinal);
        return new Finding(
            stalled ? FindingCodes.Stalled : FindingCodes.Slow, stalled ? Severity.Error : Severity.Warning, reason,
            "Check the encoder and its uplink: the server has no audio to send.");
    }

    private static string? Advice(string code, int? status) => code switch
    {
        FindingCodes.UrlRefused => "If the server is in your own network, let an administrator allow its network or host in the settings of the URL guard.",
        FindingCodes.DnsFailed => "Check the host name and its DNS records.",
        FindingCodes.ConnectFailed => "Check that the streaming server runs and that its port is open.",
        FindingCodes.ConnectTimeout => "Check the network and firewall between here and the server.",
        FindingCodes.TlsFailed => "Check the server's TLS configuration and certificate chain.",
        FindingCodes.HttpStatus => StatusAdvice(status),
        FindingCodes.HttpClosed => "Check the streaming server's log: it closes connections before it answers.",
        FindingCodes.HttpTimeout => "The server is reachable but does not answer: restart it, or look at its load.",
        FindingCodes.NoAudioBytes => "The mount is open but silent on the wire: check that the source is connected and sending.",
        FindingCodes.NotAudio => "Check the address: it should be the stream itself, not the page of a player or a login.",
        FindingCodes.RedirectLoop or FindingCodes.RedirectTooMany => "Check the redirects configured on the server or its proxy.",
        FindingCodes.PlaylistEmpty or FindingCodes.PlaylistLoop or FindingCodes.PlaylistTooLarge => "Check what the playlist contains, or use the address of the stream itself.",
        _ => null,
    };

    private static string StatusAdvice(int? status) => status switch
    {
        401 or 403 => "The server asks for a login or refuses this address: check the listener authentication of the mount.",
        404 => "The mount does not exist now: check that the source is connected and the path is right.",
        429 or 503 => "The server is at a limit: check its listener limit.",
        >= 500 => "The server failed: look in its log.",
        _ => "Check the address and the server's log.",
    };
}
