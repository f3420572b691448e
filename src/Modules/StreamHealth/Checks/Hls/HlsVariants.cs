using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>What a master playlist led to.</summary>
/// <param name="Info">With the variants filled in.</param>
/// <param name="Uri">Of the media playlist; null when none could be had.</param>
/// <param name="Media">Likewise.</param>
/// <param name="Bandwidth">Announced for it, bit/s; 0 when nothing is announced for this playlist alone.</param>
internal sealed record HlsChoice(HlsInfo Info, Uri? Uri, HlsMedia? Media, long Bandwidth);

/// <summary>Loads every variant's media playlist and chooses the one to listen to.</summary>
internal sealed class HlsVariants(HlsFetcher fetcher)
{
    /// <summary>More variants than this are listed but not asked for.</summary>
    public const int MaxAsked = 8;

    private const int AtOnce = 4;

    public async Task<HlsChoice> OpenAsync(HlsMaster master, HlsInfo info, CancellationToken cancellationToken)
    {
        var asked = Candidates(master).Take(MaxAsked).ToList();
        var loaded = new Dictionary<Uri, (HlsFetched Fetched, HlsMedia? Media)>();
        foreach (var group in asked.Select(c => c.Uri).Distinct().Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(group.Select(u => LoadAsync(u, cancellationToken)));
            for (var i = 0; i < group.Length; i++) loaded[group[i]] = answers[i];
        }

        List<HlsProblemFacts> problems = [.. master.Problems.Select(p => new HlsProblemFacts(p.Code, p.Severity, p.Message))];
        var chosen = asked.FirstOrDefault(c => loaded[c.Uri].Media is { Segments.Count: > 0 });
        foreach (var (uri, answer) in loaded)
        {
            if (Error(answer) is { } error)
                problems.Add(new HlsProblemFacts(FindingCodes.HlsVariantUnavailable, Severity.Warning, FindingRules.Text($"The variant {Name(uri)} cannot be played: {error}")));
        }

        info = info with
        {
            IsMasterPlaylist = true,
            VariantStreams = [.. master.Variants.Select(v => v.Uri.AbsoluteUri)],
            Variants = [.. master.Variants.Select(v => Facts(v, loaded))],
            Renditions = [.. master.Renditions.Select(r => new HlsRenditionFacts(r.Type, r.Group, r.Name, r.Language, r.IsDefault, r.Uri?.AbsoluteUri))],
            Problems = problems,
        };
        if (chosen is not null) return new HlsChoice(info, chosen.Uri, loaded[chosen.Uri].Media, chosen.Bandwidth);

        const string None = "No variant of the master playlist can be played";
        problems.Add(new HlsProblemFacts(FindingCodes.HlsPlaylistUnavailable, Severity.Error, None));
        return new HlsChoice(info with { Error = None, SegmentsAccessible = false }, null, null, 0);
    }

    /// <summary>
    /// Audio alone before audio with pictures, the best of the first, the smallest of the second; a rendition of its own
    /// before a variant that mixes it with video.
    /// </summary>
    private static IEnumerable<Candidate> Candidates(HlsMaster master)
    {
        var audio = master.Renditions.Where(r => r is { Type: "AUDIO", Uri: not null }).OrderByDescending(r => r.IsDefault).ToList();
        var grouped = master.Variants.Select(v => v.AudioGroup).OfType<string>().ToHashSet();
        var plain = master.Variants.Where(v => !v.HasVideo).OrderByDescending(v => v.Bandwidth);
        var renditions = audio.Where(r => grouped.Contains(r.Group)).Select(r => new Candidate(r.Uri!, 0));
        var mixed = master.Variants.Where(v => v.HasVideo).OrderBy(v => v.Bandwidth).Select(v => new Candidate(v.Uri, v.Bandwidth));
        return plain.Select(v => new Candidate(v.Uri, v.AudioGroup is null ? v.Bandwidth : 0)).Concat(renditions).Concat(mixed).DistinctBy(c => c.Uri);
    }

    private async Task<(HlsFetched Fetched, HlsMedia? Media)> LoadAsync(Uri uri, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(uri, HlsFetcher.MaxPlaylistBytes, null, cancellationToken);
        return (fetched, fetched.Error is null ? HlsParser.Parse(WireText.Decode(fetched.Bytes.Span), fetched.Uri).Media : null);
    }

    private static string? Error((HlsFetched Fetched, HlsMedia? Media) answer) =>
        answer.Fetched.Error ?? (answer.Media is null ? "it is another master playlist" : answer.Media.Segments.Count == 0 ? "its playlist names no segment" : null);

    private static HlsVariantFacts Facts(HlsVariant variant, Dictionary<Uri, (HlsFetched Fetched, HlsMedia? Media)> loaded)
    {
        var error = loaded.TryGetValue(variant.Uri, out var answer) ? Error(answer) : null;
        return new HlsVariantFacts
        {
            Url = variant.Uri.AbsoluteUri,
            BandwidthKbps = Math.Round(variant.Bandwidth / 1000.0, 1),
            AverageBandwidthKbps = variant.AverageBandwidth is { } average ? Math.Round(average / 1000.0, 1) : null,
            Codecs = variant.Codecs,
            Resolution = variant.Resolution,
            AudioGroup = variant.AudioGroup,
            Accessible = loaded.ContainsKey(variant.Uri) ? error is null : null,
            Error = error,
        };
    }

    private static string Name(Uri uri) => uri.AbsolutePath.Split('/')[^1] is { Length: > 0 } name ? name : uri.AbsolutePath;

    private sealed record Candidate(Uri Uri, long Bandwidth);
}
