using Platform.Speech;

namespace Platform.Transcription.Results.Editing;

/// <summary>Words keep their times as long as their segment says the same; of a corrected segment those that stand before and after what was corrected.</summary>
internal sealed class WordKeeper(IReadOnlyList<StoredSegment> before)
{
    private readonly ILookup<string, StoredSegment> _byText = before.Where(s => s.Words is not null).ToLookup(s => s.Text);

    public TranscriptSegment Complete(SegmentView segment)
    {
        var (start, end, text) = (TimeSpan.FromSeconds(segment.Start), TimeSpan.FromSeconds(segment.End), segment.Text.Trim());
        IReadOnlyList<TranscriptWord> words = segment.Words is { Count: > 0 } given
            ? [.. given.Select(w => new TranscriptWord(w.Text, TimeSpan.FromSeconds(w.Start), TimeSpan.FromSeconds(w.End), w.Confidence))]
            : WordsText.Read(_byText[text].MinBy(s => Math.Abs(s.StartMs - start.TotalMilliseconds))?.Words);
        return new TranscriptSegment(start, end, text)
        {
            Speaker = string.IsNullOrWhiteSpace(segment.Speaker) ? null : segment.Speaker.Trim(),
            AverageLogProbability = segment.AverageLogProbability,
            NoSpeechProbability = segment.NoSpeechProbability,
            Words = [.. Aligned(words, text).Select(w => Within(w, start, end))],
        };
    }

    // Who moves the edge of a segment moves what lies beyond it.
    private static TranscriptWord Within(TranscriptWord word, TimeSpan start, TimeSpan end) =>
        word with { Start = Clamp(word.Start, start, end), End = Clamp(word.End, start, end) };

    private static TimeSpan Clamp(TimeSpan time, TimeSpan start, TimeSpan end) => time < start ? start : time > end ? end : time;

    // New words share the time of those whose place they take; nobody knows how sure an engine would have been of them.
    private static IReadOnlyList<TranscriptWord> Aligned(IReadOnlyList<TranscriptWord> words, string text)
    {
        if (Says(words, text)) return words;
        var said = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var shorter = Math.Min(words.Count, said.Length);
        var (head, tail) = (0, 0);
        while (head < shorter && Same(words[head].Text, said[head])) head++;
        while (tail < shorter - head && Same(words[^(tail + 1)].Text, said[^(tail + 1)])) tail++;

        // Words of another text would lead a reader, and a player, astray.
        if (head + tail == 0) return [];
        string[] fresh = [.. said.Skip(head).Take(said.Length - head - tail)];
        var from = head > 0 ? words[head - 1].End : words[0].Start;
        var to = tail > 0 ? words[^tail].Start : words[^1].End;
        var step = (to > from ? to - from : TimeSpan.Zero) / Math.Max(1, fresh.Length);
        return [.. words.Take(head), .. fresh.Select((word, n) => new TranscriptWord(word, from + (step * n), from + (step * (n + 1)), null)), .. words.Skip(words.Count - tail)];
    }

    private static bool Says(IReadOnlyList<TranscriptWord> words, string text) => Same(string.Concat(words.Select(w => w.Text)), text);

    private static bool Same(string one, string other) => Letters(one).SequenceEqual(Letters(other));

    private static IEnumerable<char> Letters(string text) => text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant);
}
