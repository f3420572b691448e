using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What an MPEG-DASH manifest says that listeners would notice, and that its segments are not checked.</summary>
internal static class DashRules
{
    // Clocks of servers differ, and a manifest may pass through caches.
    private const double LateSeconds = 60;
    private const double LateUpdates = 3;

    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds)
    {
        if (report.DashInfo is not { } dash || report.Connectivity.Status != ConnectivityStatus.Success) yield break;
        if (dash.Error is { } error)
            yield return new Finding(FindingCodes.DashInvalid, Severity.Warning, $"The MPEG-DASH manifest cannot be read to its end: {error}", "Check the packager that writes the manifest.");
        else if (dash.Audio.Count == 0)
            yield return new Finding(FindingCodes.DashInvalid, Severity.Warning, "The MPEG-DASH manifest names no audio", "Check the packager's audio input.");

        if (Stale(dash, report.Timestamp) is { } stale)
            yield return new Finding(FindingCodes.DashStale, Severity.Warning, stale, "Check the encoder and packager, and what caches the manifest. If they run, compare their clock with the right time.");
        yield return new Finding(FindingCodes.DashNotAnalysed, Severity.Info, "This is an MPEG-DASH stream: its manifest was read, its segments are not checked");
    }

    private static string? Stale(DashInfo dash, DateTimeOffset now)
    {
        if (!dash.Live) return null;
        if (dash.AvailabilityEnd is { } end && end < now) return FindingRules.Text($"The live manifest says that the stream ended at {end:yyyy-MM-dd HH:mm:ss} UTC");
        if (dash.AvailabilityStart is { } start && start > now.AddSeconds(LateSeconds)) return FindingRules.Text($"The live manifest says that the stream begins only at {start:yyyy-MM-dd HH:mm:ss} UTC");
        var late = Math.Max(LateSeconds, LateUpdates * (dash.UpdateSeconds ?? 0));
        return dash.LiveEdge is { } edge && (now - edge).TotalSeconds > late
            ? FindingRules.Text($"The live manifest is stale: its last audio segment ended {(now - edge).TotalSeconds:0} s ago")
            : null;
    }
}
