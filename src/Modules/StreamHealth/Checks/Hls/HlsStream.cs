using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Findings;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>An HLS stream that a check has opened: what is known of it, and the ways to listen to it and to watch it.</summary>
internal sealed class HlsStream(HlsInfo info, HlsSession? session, HlsSegments segments) : IDisposable
{
    public HlsInfo Info { get; private set; } = info;

    /// <summary>Null when there is no media playlist with segments.</summary>
    public HlsSession? Session { get; } = session;

    /// <summary>Why it cannot be listened to; null when it can.</summary>
    public string? WhyNotHeard => Session is null ? Info.Error ?? "The stream has no segments"
        : Info.Protection is { } scheme ? $"The segments are encrypted with {scheme}, which only licensed players can decrypt"
        : Info.KeysAccessible == false ? "The segments are encrypted and their key cannot be used"
        : Info.Segments.Count > 0 && Info.Segments.All(s => s.Error is not null) ? "No segment could be fetched"
        : null;

    /// <summary>The audio from where a player would start; only while <see cref="WhyNotHeard"/> is null.</summary>
    public HlsAudio OpenAudio(Action<IcyMetadata>? onTitle = null) =>
        new(Session ?? throw new InvalidOperationException("There is no media playlist."), segments, onTitle);

    /// <summary>Waits until a live playlist has gone on or is stale, and adds what was seen to <see cref="Info"/>.</summary>
    public async Task SeeChangeAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Session is not { Media.IsLive: true } open) return;
        var start = clock.GetTimestamp();
        var changed = await open.SeeChangeAsync(limit, cancellationToken);
        var seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1);
        List<HlsProblemFacts> problems = [.. Info.Problems, .. open.Problems.Select(p => new HlsProblemFacts(p.Code, p.Severity, p.Message))];
        if (changed == false) problems.Add(new HlsProblemFacts(FindingCodes.HlsStale, Severity.Error, Stale(open)));
        Info = Info with
        {
            Stale = changed is null ? null : !changed,
            UpdatedAfterSeconds = changed == true ? seconds : null,
            Problems = problems,
        };
    }

    public void Dispose() => Session?.Dispose();

    private static string Stale(HlsSession session) => session.LastError is { } error
        ? $"The live playlist could not be loaded again: {error}"
        : FindingRules.Text($"The live playlist is stale: no new segment for {session.SinceChange.TotalSeconds:0.#} s at a target duration of {session.Media.TargetSeconds:0.#} s");
}
