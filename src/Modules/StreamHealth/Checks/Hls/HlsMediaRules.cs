using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>What a playlist uses that needs a version (RFC 8216 section 7).</summary>
internal sealed class HlsVersionRules
{
    public bool KeyIv { get; set; }

    public bool DecimalDurations { get; set; }

    public bool ByteRanges { get; set; }

    public bool IFramesOnly { get; set; }

    public bool KeyFormat { get; set; }

    public bool Map { get; set; }

    public (int Version, string For) Needed => (Map, IFramesOnly) switch
    {
        (true, false) => (6, "EXT-X-MAP"),
        (true, true) => (5, "EXT-X-MAP"),
        _ when KeyFormat => (5, "KEYFORMAT"),
        _ when ByteRanges => (4, "EXT-X-BYTERANGE"),
        _ when IFramesOnly => (4, "EXT-X-I-FRAMES-ONLY"),
        _ when DecimalDurations => (3, "durations with decimals"),
        _ when KeyIv => (2, "the IV of a key"),
        _ => (1, ""),
    };
}

/// <summary>The rules of RFC 8216 that one media playlist can be held to.</summary>
internal static class HlsMediaRules
{
    // RFC 8216 section 6.2.2: a live playlist keeps at least three target durations.
    private const int MinWindow = 3;

    public static void Examine(HlsMedia media, HlsVersionRules versions, List<HlsProblem> problems)
    {
        if (media.Segments.Count == 0)
        {
            Add(problems, FindingCodes.HlsInvalid, Severity.Error, "The playlist names no segment");
            return;
        }

        var (version, what) = versions.Needed;
        if (version > media.Version)
            Add(problems, FindingCodes.HlsVersion, Severity.Info, FindingRules.Text($"The playlist says version {media.Version} but uses {what}, which needs {version}"));
        TooLong(media, problems);
        Gaps(media, problems);
        if (media.IsLive && media.Type is null && media.TargetSeconds > 0 && media.TotalSeconds < MinWindow * media.TargetSeconds - 0.5)
        {
            Add(problems, FindingCodes.HlsShortWindow, Severity.Info,
                FindingRules.Text($"The live playlist holds {media.TotalSeconds:0.#} s, less than {MinWindow} target durations of {media.TargetSeconds:0.#} s: a listener with a short interruption is thrown off"));
        }
    }

    // Section 4.3.3.1: rounded to the nearest integer, no duration exceeds the target.
    private static void TooLong(HlsMedia media, List<HlsProblem> problems)
    {
        var tooLong = media.Segments.Where(s => Math.Round(s.Seconds, MidpointRounding.AwayFromZero) > media.TargetSeconds).ToList();
        if (tooLong.Count == 0) return;
        var longest = tooLong.Max(s => s.Seconds);
        Add(problems, FindingCodes.HlsTargetDuration, Severity.Warning,
            FindingRules.Text($"{tooLong.Count} of {media.Segments.Count} segments are longer than the target duration of {media.TargetSeconds:0.#} s, up to {longest:0.0} s: players may run empty"));
    }

    private static void Gaps(HlsMedia media, List<HlsProblem> problems)
    {
        var gaps = media.Segments.Where(s => s.IsGap).ToList();
        if (gaps.Count == 0) return;
        // A listener who joins now hears the end of the playlist.
        var heard = media.IsLive ? media.Segments.TakeLast(MinWindow) : media.Segments;
        var allGone = heard.All(s => s.IsGap);
        Add(problems, FindingCodes.HlsGap, allGone ? Severity.Error : Severity.Warning,
            FindingRules.Text($"{gaps.Count} of {media.Segments.Count} segments are marked as missing (EXT-X-GAP), {gaps.Sum(g => g.Seconds):0.#} s in all"));
    }

    private static void Add(List<HlsProblem> problems, string code, Severity severity, string message) => HlsParser.Add(problems, code, severity, message);
}
