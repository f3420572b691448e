using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>Reads playlists as RFC 8216 section 4 describes them. Never throws for what is in them; unknown tags are skipped.</summary>
internal static class HlsParser
{
    public const int MaxProblems = 20;
    private const int MaxVariants = 100;

    /// <param name="text">The whole playlist.</param>
    /// <param name="source">Where it came from, after redirects: relative addresses start there.</param>
    public static HlsPlaylist Parse(string text, Uri source)
    {
        var body = text.AsSpan().TrimStart('\uFEFF');
        return IsMaster(body) ? new HlsPlaylist(Master(body, source), null) : new HlsPlaylist(null, new HlsMediaReader(source).Read(body));
    }

    /// <summary>Whether this is an HLS playlist at all, and not a plain .m3u.</summary>
    public static bool Recognise(ReadOnlySpan<char> text) => text.Contains("#EXT-X-", StringComparison.Ordinal);

    internal static bool StartsRight(ReadOnlySpan<char> text) => text.StartsWith("#EXTM3U", StringComparison.Ordinal);

    internal static void NoteStart(ReadOnlySpan<char> text, List<HlsProblem> problems)
    {
        if (!StartsRight(text)) problems.Add(new HlsProblem(FindingCodes.HlsInvalid, Severity.Error, "The playlist does not begin with #EXTM3U: players must refuse it"));
    }

    private static bool IsMaster(ReadOnlySpan<char> text) =>
        text.Contains("#EXT-X-STREAM-INF", StringComparison.Ordinal) || (text.Contains("#EXT-X-MEDIA:", StringComparison.Ordinal) && !text.Contains("#EXTINF", StringComparison.Ordinal));

    private static HlsMaster Master(ReadOnlySpan<char> text, Uri source)
    {
        List<HlsVariant> variants = [];
        List<HlsRendition> renditions = [];
        List<HlsProblem> problems = [];
        NoteStart(text, problems);
        HlsAttributes? pending = null;
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty) continue;
            if (Tag(line, "#EXT-X-STREAM-INF:", out var value)) pending = HlsAttributes.Parse(value);
            else if (Tag(line, "#EXT-X-MEDIA:", out value)) Rendition(value, source, renditions);
            else if (line[0] != '#' && pending is not null)
            {
                Variant(pending, line, source, variants, problems);
                pending = null;
            }
        }

        if (variants.Count == 0) problems.Add(new HlsProblem(FindingCodes.HlsInvalid, Severity.Error, "The master playlist names no variant"));
        return new HlsMaster(variants, renditions, problems);
    }

    private static void Variant(HlsAttributes attributes, ReadOnlySpan<char> line, Uri source, List<HlsVariant> variants, List<HlsProblem> problems)
    {
        if (variants.Count >= MaxVariants) return;
        if (!Uri.TryCreate(source, line.ToString(), out var uri))
        {
            Add(problems, FindingCodes.HlsInvalid, Severity.Warning, "The address of a variant is not a URL");
            return;
        }

        var bandwidth = attributes.Integer("BANDWIDTH") ?? 0;
        if (bandwidth == 0) Add(problems, FindingCodes.HlsInvalid, Severity.Warning, "A variant has no BANDWIDTH, which is required");
        variants.Add(new HlsVariant(uri, bandwidth, attributes.Integer("AVERAGE-BANDWIDTH"), attributes["CODECS"], attributes["RESOLUTION"], attributes["AUDIO"]));
    }

    private static void Rendition(ReadOnlySpan<char> value, Uri source, List<HlsRendition> renditions)
    {
        var attributes = HlsAttributes.Parse(value);
        if (renditions.Count >= MaxVariants || attributes["TYPE"] is not { } type || attributes["GROUP-ID"] is not { } group) return;
        Uri? uri = null;
        if (attributes["URI"] is { } address) Uri.TryCreate(source, address, out uri);
        renditions.Add(new HlsRendition(type, group, attributes["NAME"] ?? "", attributes["LANGUAGE"], attributes["DEFAULT"] == "YES", uri));
    }

    internal static bool Tag(ReadOnlySpan<char> line, string tag, out ReadOnlySpan<char> value)
    {
        var found = line.StartsWith(tag, StringComparison.Ordinal);
        value = found ? line[tag.Length..].Trim() : [];
        return found;
    }

    internal static void Add(List<HlsProblem> problems, string code, Severity severity, string message)
    {
        if (problems.Count < MaxProblems) problems.Add(new HlsProblem(code, severity, message));
    }
}
