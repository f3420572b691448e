namespace Platform.StreamHealth.Checks.Ads;

/// <summary>What is on from a moment until the next one.</summary>
internal readonly record struct ProgrammeMoment(TimeSpan At, string? Title, bool IsAd);

/// <summary>How a break was noticed.</summary>
internal enum AdMethod
{
    /// <summary>By the in-band title or the genre.</summary>
    MetadataMarker,

    /// <summary>By the cue tags of an HLS playlist.</summary>
    PlaylistMarker,
}

internal sealed record AdPeriod(TimeSpan Start, TimeSpan End, AdMethod Method, string? Title);

/// <summary>Turns what was seen while watching into breaks. One that is open when the watching ends is closed there.</summary>
internal static class AdTimeline
{
    /// <summary>Breaks of at least <paramref name="shortest"/>, in order, none overlapping another.</summary>
    public static IReadOnlyList<AdPeriod> Breaks(
        IReadOnlyList<ProgrammeMoment> moments, IReadOnlyList<CueMarker> cues, TimeSpan end, TimeSpan shortest)
    {
        var breaks = new List<AdPeriod>();
        foreach (var next in FromMoments(moments, end).Concat(FromCues(cues, end)).OrderBy(b => b.Start))
        {
            if (breaks is [.., var last] && next.Start <= last.End) breaks[^1] = last with { End = Later(last.End, next.End), Title = last.Title ?? next.Title };
            else breaks.Add(next);
        }

        return [.. breaks.Where(b => b.End - b.Start >= shortest)];
    }

    private static IEnumerable<AdPeriod> FromMoments(IReadOnlyList<ProgrammeMoment> moments, TimeSpan end)
    {
        for (var i = 0; i < moments.Count; i++)
        {
            if (!moments[i].IsAd) continue;
            var first = moments[i];
            while (i + 1 < moments.Count && moments[i + 1].IsAd) i++;
            var until = i + 1 < moments.Count ? moments[i + 1].At : end;
            if (Earlier(until, end) > first.At) yield return new AdPeriod(first.At, Earlier(until, end), AdMethod.MetadataMarker, first.Title);
        }
    }

    private static IEnumerable<AdPeriod> FromCues(IReadOnlyList<CueMarker> cues, TimeSpan end)
    {
        for (var i = 0; i < cues.Count; i++)
        {
            if (!cues[i].IsOut || cues[i].At >= end) continue;
            var first = cues[i];
            var announced = first.Length is { } length ? first.At + length : end;
            // A break goes on while further cues out come within it; the cue in, or the announced length, ends it.
            while (i + 1 < cues.Count && cues[i + 1].IsOut && cues[i + 1].At <= announced)
            {
                i++;
                if (cues[i].Length is { } more) announced = cues[i].At + more;
            }

            var until = i + 1 < cues.Count && !cues[i + 1].IsOut ? Earlier(cues[i + 1].At, announced) : announced;
            yield return new AdPeriod(first.At, Earlier(until, end), AdMethod.PlaylistMarker, first.Text);
        }
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
