using System.Globalization;
using System.Text;
using Platform.Speech;

namespace Platform.Transcription.Formats;

/// <summary>A part of a subtitle's text that is not broken, with its times.</summary>
/// <param name="Text">Without blanks around it.</param>
/// <param name="SpaceBefore">Whether a blank stands before it.</param>
/// <param name="Start">Its own time, or the share of the segment's that its place in the text gives it.</param>
/// <param name="End">As <paramref name="Start"/>.</param>
internal sealed record CueToken(string Text, bool SpaceBefore, TimeSpan Start, TimeSpan End)
{
    private const string Closing = "\"'”’»)]";

    /// <summary>Columns on the screen.</summary>
    public int Width { get; } = WidthOf(Text);

    /// <summary>Columns behind another.</summary>
    public int WidthAfter => SpaceBefore ? Width + 1 : Width;

    /// <summary>How good it is to break after it: 1 at the end of a sentence, 0.5 at that of a clause, else 0.</summary>
    public double Ending => Text.TrimEnd([.. Closing]) switch
    {
        [.., '.' or '!' or '?' or '…' or '。' or '！' or '？'] => 1,
        [.., ',' or ';' or ':' or '、' or '，' or '–' or '—'] => 0.5,
        _ => 0,
    };

    /// <param name="segment">What was said.</param>
    /// <param name="name">Stands before its text.</param>
    /// <param name="columns">Nothing is wider.</param>
    public static List<CueToken> Of(TranscriptSegment segment, string name, int columns)
    {
        var text = CleanText.OneLine(segment.Text);
        if (text.Length == 0) return [];
        var tokens = ByWords(segment, text) ?? ByPlace(segment, text);
        if (name.Length > 0)
        {
            var labels = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((n, i) => new CueToken(n, i > 0, segment.Start, segment.Start)).ToList();
            tokens[0] = tokens[0] with { SpaceBefore = true };
            tokens.InsertRange(0, labels);
        }

        return [.. tokens.SelectMany(t => t.Split(columns))];
    }

    // Null when the words have no times, or are not those of the text: somebody has corrected it.
    private static List<CueToken>? ByWords(TranscriptSegment segment, string text)
    {
        var tokens = new List<CueToken>();
        var at = 0;
        foreach (var word in segment.Words)
        {
            var clean = CleanText.OneLine(word.Text);
            if (clean.Length == 0) continue;
            if (word.End < word.Start || text.IndexOf(clean, at, StringComparison.Ordinal) is not (>= 0 and var found)) return null;
            var between = text[at..found];
            var (start, end) = (Within(segment, word.Start), Within(segment, word.End));

            // Punctuation the engine gave no word of its own belongs to the word before it.
            if (between.Trim() is { Length: > 0 } loose)
            {
                if (loose.Any(char.IsLetterOrDigit)) return null;
                if (tokens.Count > 0 && !between.StartsWith(' ')) tokens[^1] = tokens[^1] with { Text = tokens[^1].Text + loose };
                else clean = loose + clean;
            }

            if (tokens.Count > 0 && found > 0 && !between.Contains(' ', StringComparison.Ordinal) && char.IsAscii(clean[0])) tokens[^1] = tokens[^1] with { Text = tokens[^1].Text + clean, End = end };
            else tokens.Add(new CueToken(clean, found > 0 && between.Contains(' ', StringComparison.Ordinal), start, end));
            at = found + CleanText.OneLine(word.Text).Length;
        }

        var rest = text[at..].Trim();
        if (tokens.Count == 0 || rest.Any(char.IsLetterOrDigit)) return null;
        if (rest.Length > 0) tokens[^1] = tokens[^1] with { Text = tokens[^1].Text + rest };
        return tokens;
    }

    private static List<CueToken> ByPlace(TranscriptSegment segment, string text)
    {
        var (tokens, at) = (new List<CueToken>(), 0);
        foreach (var word in text.Split(' '))
        {
            tokens.Add(new CueToken(word, at > 0, Share(segment, at, text.Length), Share(segment, at + word.Length, text.Length)));
            at += word.Length + 1;
        }

        return tokens;
    }

    // What is wider than a line, as in languages without blanks, is broken between its characters.
    private IEnumerable<CueToken> Split(int columns)
    {
        if (Width <= columns)
        {
            yield return this;
            yield break;
        }

        var (piece, width, done, first) = (new StringBuilder(), 0, 0, true);
        var elements = StringInfo.GetTextElementEnumerator(Text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var next = WidthOf(element);
            if (piece.Length > 0 && width + next > columns)
            {
                yield return Piece();
                first = false;
                done += piece.Length;
                (width, _) = (0, piece.Clear());
            }

            piece.Append(element);
            width += next;
        }

        yield return Piece();

        CueToken Piece() => new(piece.ToString(), first && SpaceBefore, Start + ((End - Start) * done / Text.Length), Start + ((End - Start) * (done + piece.Length) / Text.Length));
    }

    private static TimeSpan Within(TranscriptSegment segment, TimeSpan time) => segment.End <= segment.Start ? segment.Start : time < segment.Start ? segment.Start : time > segment.End ? segment.End : time;

    private static TimeSpan Share(TranscriptSegment segment, int at, int length) => segment.Start + ((segment.End > segment.Start ? segment.End - segment.Start : TimeSpan.Zero) * at / length);

    // Letters of East Asia are two columns wide.
    private static int WidthOf(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) continue;
            width += rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
        }

        return width;
    }
}
