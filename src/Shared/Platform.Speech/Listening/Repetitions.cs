using System.Text;

namespace Platform.Speech.Listening;

/// <summary>Finds loops in text: the same few words, or characters where a script has no blanks, over and over.</summary>
internal static class Repetitions
{
    private const int LongestLoop = 12;

    // A word of this length without a blank is a sentence of a script without blanks.
    private const int Unspaced = 24;

    /// <summary>Letters and digits only, in lower case.</summary>
    public static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) bare.Append(char.ToLowerInvariant(c));
            else if (char.IsWhiteSpace(c) && bare.Length > 0 && bare[^1] != ' ') bare.Append(' ');
        }

        return bare.ToString().TrimEnd();
    }

    /// <summary>Cuts every run of at least <paramref name="most"/> repetitions down to one; words with times go with it.</summary>
    public static TranscriptSegment Shorten(TranscriptSegment segment, int most)
    {
        var tokens = segment.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var characters = tokens.Length <= 2 && segment.Text.Length >= Unspaced;
        if (characters) tokens = [.. segment.Text.Where(c => !char.IsWhiteSpace(c)).Select(c => c.ToString())];
        var keep = Keep([.. tokens.Select(Bare)], most);
        if (keep.Count == tokens.Length) return segment;
        var text = string.Join(characters ? "" : " ", keep.Select(i => tokens[i]));
        var words = !characters && segment.Words.Count == tokens.Length ? [.. keep.Select(i => segment.Words[i])] : segment.Words;
        return segment with { Text = text, Words = words };
    }

    private static List<int> Keep(string[] tokens, int most)
    {
        var keep = new List<int>();
        for (var i = 0; i < tokens.Length;)
        {
            var (length, times) = Loop(tokens, i);
            var looping = times >= most;
            for (var k = 0; k < (looping ? length : 1); k++) keep.Add(i + k);
            i += looping ? length * times : 1;
        }

        return keep;
    }

    /// <summary>The loop that begins here and covers most.</summary>
    private static (int Length, int Times) Loop(string[] tokens, int start)
    {
        var best = (Length: 1, Times: 1);
        for (var length = 1; length <= Math.Min(LongestLoop, (tokens.Length - start) / 2); length++)
        {
            var times = 1;
            while (Same(tokens, start, start + (times * length), length)) times++;
            if (times > 1 && times * length > best.Length * best.Times) best = (length, times);
        }

        return best;
    }

    private static bool Same(string[] tokens, int first, int second, int length) =>
        second + length <= tokens.Length && tokens.AsSpan(first, length).SequenceEqual(tokens.AsSpan(second, length));
}
