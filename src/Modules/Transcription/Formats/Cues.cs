using Platform.Speech;

namespace Platform.Transcription.Formats;

/// <summary>What stands on the screen at a time.</summary>
internal sealed record Cue(TimeSpan Start, TimeSpan End, IReadOnlyList<string> Lines, string? Speaker);

/// <summary>
/// Makes subtitles of segments: at most two lines of 42 columns and seven seconds at once, the limits of the BBC and Netflix guides.
/// Long segments are cut where a sentence or clause ends if that is near, at the words' own times where they have any.
/// </summary>
internal static class Cues
{
    private const int Columns = 42;
    private const int Lines = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(7);

    // Shorter, and it cannot be read.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.7);

    /// <param name="segments">In any order; those without text are left out.</param>
    /// <param name="namesSpeakers">Whether a change of speaker is written into the text.</param>
    public static IReadOnlyList<Cue> Of(IReadOnlyList<TranscriptSegment> segments, bool namesSpeakers)
    {
        var cues = new List<Cue>();
        string? last = null;
        foreach (var segment in segments.OrderBy(s => s.Start))
        {
            var speaker = string.IsNullOrWhiteSpace(segment.Speaker) ? null : CleanText.OneLine(segment.Speaker);
            var name = namesSpeakers && speaker is not null && speaker != last ? speaker + ": " : "";
            var tokens = CueToken.Of(segment, name, Columns);
            last = speaker;
            for (var at = 0; at < tokens.Count;)
            {
                var count = Take(tokens, at);
                var part = tokens.GetRange(at, count);
                at += count;
                cues.Add(new Cue(part[0].Start, at == tokens.Count ? segment.End : part[^1].End, Balance(part), speaker));
            }
        }

        cues = [.. cues.OrderBy(c => c.Start)];
        Space(cues);
        return cues;
    }

    // How many of the tokens stand together.
    private static int Take(List<CueToken> tokens, int at)
    {
        var most = Fit(tokens, at);
        if (at + most == tokens.Count) return most;
        var restFits = at + most + Fit(tokens, at + most) == tokens.Count;
        double full = Columns * Lines, total = Width(tokens, at, tokens.Count - at);
        var ideal = restFits && tokens[^1].End - tokens[at].Start <= Longest + Longest ? Math.Min(full, total / 2) : full;
        var (best, score) = (most, double.MinValue);
        for (var count = Math.Max(1, most / 2); count <= most; count++)
        {
            // Better the end of a sentence than a full line; what remains must not become longer than it is anyway.
            if (restFits && at + count + Fit(tokens, at + count) < tokens.Count) continue;
            var here = tokens[at + count - 1].Ending - (Math.Abs(Width(tokens, at, count) - ideal) / full);
            if (here >= score) (best, score) = (count, here);
        }

        return best;
    }

    // The most tokens that two lines and seven seconds can hold; at least one.
    private static int Fit(List<CueToken> tokens, int at)
    {
        var (lines, width, count) = (1, 0, 0);
        foreach (var token in tokens.Skip(at))
        {
            var next = width == 0 ? token.Width : width + token.WidthAfter;
            if (next > Columns) (lines, next) = (lines + 1, token.Width);
            if (lines > Lines || (count > 0 && token.End - tokens[at].Start > Longest)) break;
            (width, count) = (next, count + 1);
        }

        return Math.Max(1, count);
    }

    // Lines of about the same length: the narrowest columns that still hold all.
    private static List<string> Balance(List<CueToken> tokens)
    {
        var total = Width(tokens, 0, tokens.Count);
        if (total <= Columns) return [Join(tokens)];
        for (var columns = total / Lines; columns < Columns; columns++)
        {
            if (Break(tokens, columns) is { Count: <= Lines } lines) return lines;
        }

        return Break(tokens, Columns);
    }

    private static List<string> Break(List<CueToken> tokens, int columns)
    {
        var (lines, line, width) = (new List<string>(), new List<CueToken>(), 0);
        foreach (var token in tokens)
        {
            if (line.Count > 0 && width + token.WidthAfter > columns)
            {
                lines.Add(Join(line));
                (line, width) = ([], 0);
            }

            width += line.Count == 0 ? token.Width : token.WidthAfter;
            line.Add(token);
        }

        lines.Add(Join(line));
        return lines;
    }

    private static string Join(List<CueToken> tokens) => string.Concat(tokens.Select((t, i) => i > 0 && t.SpaceBefore ? " " + t.Text : t.Text));

    private static int Width(List<CueToken> tokens, int at, int count)
    {
        var width = 0;
        for (var i = at; i < at + count; i++) width += i == at ? tokens[i].Width : tokens[i].WidthAfter;
        return width;
    }

    // None shorter than can be read where there is room, and one after the other, unless two people speak at once.
    private static void Space(List<Cue> cues)
    {
        for (var i = 0; i < cues.Count; i++)
        {
            var cue = cues[i];
            var next = cues.Skip(i + 1).Take(8).FirstOrDefault(c => c.Start > cue.Start);
            var end = cue.End - cue.Start < Shortest ? cue.Start + Shortest : cue.End;
            if (next is not null && end > next.Start && (next.Speaker == cue.Speaker || cue.End <= next.Start)) end = next.Start;
            cues[i] = cue with { End = end };
        }
    }
}
