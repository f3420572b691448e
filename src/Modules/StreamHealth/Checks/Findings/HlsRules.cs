using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Findings;

/// <summary>What breaks an HLS stream or its playlist's rules, with what to do about it.</summary>
internal static class HlsRules
{
    public static IEnumerable<Finding> Examine(CheckReport report, CheckThresholds thresholds) =>
        report.HlsInfo is { IsHls: true } hls
            ? hls.Problems.Select(p => new Finding(p.Code, p.Severity, p.Message, Advice(p.Code))).DistinctBy(f => f.Message)
            : [];

    private static string? Advice(string code) => code switch
    {
        FindingCodes.HlsInvalid => "Check the packager that writes the playlist against RFC 8216.",
        FindingCodes.HlsPlaylistUnavailable or FindingCodes.HlsVariantUnavailable => "Check that the packager writes this variant and that the web server or CDN has it.",
        FindingCodes.HlsSegmentUnavailable => "Check that segments are uploaded before the playlist names them, and kept as long as it does.",
        FindingCodes.HlsKeyUnavailable => "Check the key server: players cannot decrypt the audio.",
        FindingCodes.HlsStale => "Check the encoder and packager: listeners hear the last segments and then nothing. If they run, check what caches the playlist.",
        FindingCodes.HlsSequence or FindingCodes.HlsDiscontinuity => "Let the packager keep its numbers over a restart, or give its restarted stream a new address.",
        FindingCodes.HlsTargetDuration => "Raise EXT-X-TARGETDURATION, or cut shorter segments.",
        FindingCodes.HlsSegmentDuration => "Check the packager's timestamps; a wrong duration makes players drift and stop.",
        FindingCodes.HlsBandwidth => "Correct BANDWIDTH in the master playlist to the peak of the variant.",
        FindingCodes.HlsGap => "Check the encoder's uplink: segments were lost before they were packaged.",
        FindingCodes.HlsShortWindow => "Keep more segments in the playlist.",
        _ => null,
    };
}
