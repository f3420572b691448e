using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>What may change from one load of a media playlist to the next (RFC 8216 section 6.2.2), and what may not.</summary>
internal static class HlsChange
{
    /// <returns>Whether anything was added.</returns>
    public static bool Compare(HlsMedia before, HlsMedia after, List<HlsProblem> problems)
    {
        if (after.MediaSequence < before.MediaSequence)
        {
            Add(problems, FindingCodes.HlsSequence, Severity.Warning, FindingRules.Text(
                $"The media sequence number went back from {before.MediaSequence} to {after.MediaSequence}: the packager was restarted, and players that are tuned in may stop"));
            return true;
        }

        SameNumberOtherSegment(before, after, problems);
        Discontinuities(before, after, problems);
        if (before.Type == "VOD" && after.Segments.Count != before.Segments.Count)
            Add(problems, FindingCodes.HlsSequence, Severity.Warning, "A playlist of type VOD changed, which it must not");
        return after.Segments[^1].Sequence > before.Segments[^1].Sequence || after.IsLive != before.IsLive;
    }

    // Queries may differ: some servers put a session or a signature there.
    private static void SameNumberOtherSegment(HlsMedia before, HlsMedia after, List<HlsProblem> problems)
    {
        foreach (var segment in after.Segments)
        {
            var index = segment.Sequence - before.MediaSequence;
            if (index >= before.Segments.Count) return;
            var old = before.Segments[(int)index];
            if (old.Uri.AbsolutePath == segment.Uri.AbsolutePath && old.Range == segment.Range) continue;
            Add(problems, FindingCodes.HlsSequence, Severity.Warning, FindingRules.Text(
                $"Segment {segment.Sequence} is another than before: the media sequence number does not follow the segments that were removed"));
            return;
        }
    }

    private static void Discontinuities(HlsMedia before, HlsMedia after, List<HlsProblem> problems)
    {
        if (after.DiscontinuitySequence < before.DiscontinuitySequence)
        {
            Add(problems, FindingCodes.HlsDiscontinuity, Severity.Warning, FindingRules.Text(
                $"The discontinuity sequence number went back from {before.DiscontinuitySequence} to {after.DiscontinuitySequence}"));
            return;
        }

        var removed = before.Segments.TakeWhile(s => s.Sequence < after.MediaSequence).Count(s => s.IsDiscontinuity);
        if (after.MediaSequence - before.MediaSequence <= before.Segments.Count && after.DiscontinuitySequence < before.DiscontinuitySequence + removed)
        {
            Add(problems, FindingCodes.HlsDiscontinuity, Severity.Info, FindingRules.Text(
                $"{removed} discontinuities left the playlist, but its discontinuity sequence number did not rise by as much: renditions may lose step"));
        }
    }

    private static void Add(List<HlsProblem> problems, string code, Severity severity, string message)
    {
        if (!problems.Exists(p => p.Code == code)) HlsParser.Add(problems, code, severity, message);
    }
}
