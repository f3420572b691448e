using Microsoft.Extensions.Options;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Ads;

/// <summary>
/// Phase 4: goes on reading the connection that phase 3 listened to, and notes when titles and markers say that
/// advertisements are on. Places are those in the programme, not on the clock, where the bytes tell them: a burst on
/// connect then counts as the seconds it holds, and the watching is over sooner.
/// </summary>
internal sealed class AdMonitor(IOptionsMonitor<AdOptions> options)
{
    // Far above the bitrate of any audio; what floods is cut off.
    private const long MaxBytesPerSecond = 1_250_000;
    private const string NothingToWatch = "The stream carries neither in-band titles nor markers that would tell advertisements";

    private AdPatterns _titles = new("");
    private AdPatterns _genres = new("");

    /// <summary>Reads on until enough of the programme was watched, the stream ends, or it takes far too long.</summary>
    /// <param name="facts">What the check knows so far.</param>
    /// <param name="flow">The open body.</param>
    /// <param name="log">Has noted titles since the first byte.</param>
    /// <param name="markers">Null where the stream has none.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<AdsWatched> WatchAsync(CheckFacts facts, FlowStream flow, TitleLog log, IMarkerSource? markers, CancellationToken cancellationToken)
    {
        var genre = facts.Trace.Head is { } head ? HeaderFacts.Genre(head) : null;
        var (titles, genres) = Patterns();
        var genreIsAd = genres.Match(genre);
        if (facts.MetaInt is null && markers is null && !genreIsAd) return AdsWatched.Skip(NothingToWatch);

        var place = new MediaPlace(BytesPerSecond(facts), markers);
        var wanted = TimeSpan.FromSeconds(facts.Request.MonitorSeconds ?? options.CurrentValue.MonitorSeconds);
        var before = place.Of(flow.Bytes, log.Elapsed);
        await ReadAsync(flow, log, place, wanted, cancellationToken);

        var watched = Shorter(place.Of(flow.Bytes, log.Elapsed), before > wanted ? before : wanted);
        var moments = Moments(log, place, titles, genreIsAd);
        var shortest = TimeSpan.FromSeconds(options.CurrentValue.MinBreakSeconds);
        return new AdsWatched(watched, AdTimeline.Breaks(moments, markers?.Cues ?? [], watched, shortest), moments, genre);
    }

    private static async Task ReadAsync(FlowStream flow, TitleLog log, MediaPlace place, TimeSpan wanted, CancellationToken cancellationToken)
    {
        var missing = wanted - place.Of(flow.Bytes, log.Elapsed);
        if (missing <= TimeSpan.Zero) return;
        // A stream that comes slower than it plays is phase 3's finding; here it must only not last for ever.
        var latest = log.Elapsed + (1.5 * missing) + TimeSpan.FromSeconds(5);
        flow.MaxBytes = flow.Bytes + (long)(missing.TotalSeconds * MaxBytesPerSecond) + MaxBytesPerSecond;
        var block = new byte[16 * 1024];
        while (log.Elapsed < latest && place.Of(flow.Bytes, log.Elapsed) < wanted)
        {
            if (await flow.ReadAsync(block, cancellationToken) == 0) break;
        }
    }

    // The first title was on before its block came by; so was a genre.
    private static List<ProgrammeMoment> Moments(TitleLog log, MediaPlace place, AdPatterns titles, bool genreIsAd)
    {
        if (log.Moments.Count == 0) return genreIsAd ? [new ProgrammeMoment(TimeSpan.Zero, null, true)] : [];
        return [.. log.Moments.Select((m, i) => new ProgrammeMoment(
            i == 0 ? TimeSpan.Zero : m.Place ?? place.Of(m.Bytes, m.Elapsed), m.Title, genreIsAd || titles.Match(m.Title)))];
    }

    // With a variable bitrate the first frames say little about the rest.
    private static double? BytesPerSecond(CheckFacts facts) =>
        facts.Beginning?.Format?.Audio is { BitrateMode: "CBR", BitrateKbps: { } kbps and > 0 } ? kbps * 125.0 : null;

    private (AdPatterns Titles, AdPatterns Genres) Patterns()
    {
        var now = options.CurrentValue;
        if (_titles.List != now.TitlePatterns) _titles = new AdPatterns(now.TitlePatterns);
        if (_genres.List != now.GenrePatterns) _genres = new AdPatterns(now.GenrePatterns);
        return (_titles, _genres);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Place in the programme: by the playlist's durations, by the bytes of a constant bitrate, else by the clock.</summary>
    private readonly record struct MediaPlace(double? BytesPerSecond, IMarkerSource? Markers)
    {
        public TimeSpan Of(long bytes, TimeSpan elapsed) =>
            Markers is not null ? Markers.Position : BytesPerSecond is { } rate ? TimeSpan.FromSeconds(bytes / rate) : elapsed;
    }
}
