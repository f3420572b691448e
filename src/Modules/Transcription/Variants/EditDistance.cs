using System.Globalization;

namespace Platform.Transcription.Variants;

/// <summary>
/// How far a text is from a reference: substitutions, insertions and deletions over the reference's length. Case, punctuation and blanks
/// do not count. Worked out 64 places at a time (Myers 1999 in Hyyrö's form for blocks), so that hours of words take a moment.
/// </summary>
internal static class EditDistance
{
    private const int Bits = 64;

    /// <summary>Word error rate; 0 is perfect, more than 1 is possible.</summary>
    public static double Wer(string reference, string heard) => Rate(Words(reference), Words(heard));

    /// <summary>The same by characters, blanks between words counted as one each.</summary>
    public static double Cer(string reference, string heard) => Rate(Characters(reference), Characters(heard));

    /// <summary>Words without punctuation, in lower case.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        new string([.. text.Normalize().ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Surrogate ? c : c is '\'' or '’' ? '\'' : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The number of changes that make one of the other.</summary>
    public static int Between<T>(IReadOnlyList<T> one, IReadOnlyList<T> other)
        where T : notnull
    {
        if (one.Count == 0 || other.Count == 0) return Math.Max(one.Count, other.Count);
        var blocks = (one.Count + Bits - 1) / Bits;
        var places = new Dictionary<T, ulong[]>();
        for (var i = 0; i < one.Count; i++)
        {
            if (!places.TryGetValue(one[i], out var bits)) places[one[i]] = bits = new ulong[blocks];
            bits[i / Bits] |= 1UL << (i % Bits);
        }

        var (positive, negative, nowhere) = (new ulong[blocks], new ulong[blocks], new ulong[blocks]);
        Array.Fill(positive, ulong.MaxValue);
        var (distance, last) = (one.Count, 1UL << ((one.Count - 1) % Bits));
        foreach (var symbol in other)
        {
            var equal = places.GetValueOrDefault(symbol, nowhere);
            var carry = 1;
            for (var block = 0; block < blocks; block++) carry = Advance(ref positive[block], ref negative[block], equal[block], carry, block == blocks - 1 ? last : 1UL << (Bits - 1));
            distance += carry;
        }

        return distance;
    }

    // One block of one column; carries are -1, 0 or 1.
    private static int Advance(ref ulong positive, ref ulong negative, ulong equal, int carry, ulong top)
    {
        var vertical = equal | negative;
        if (carry < 0) equal |= 1;
        var horizontal = (((equal & positive) + positive) ^ positive) | equal;
        var (up, down) = (negative | ~(horizontal | positive), positive & horizontal);
        var result = (up & top) != 0 ? 1 : (down & top) != 0 ? -1 : 0;
        (up, down) = (up << 1, down << 1);
        if (carry < 0) down |= 1;
        else if (carry > 0) up |= 1;
        positive = down | ~(vertical | up);
        negative = up & vertical;
        return result;
    }

    private static double Rate<T>(IReadOnlyList<T> reference, IReadOnlyList<T> heard)
        where T : notnull => reference.Count == 0 ? (heard.Count == 0 ? 0 : 1) : (double)Between(reference, heard) / reference.Count;

    private static char[] Characters(string text) => string.Join(' ', Words(text)).ToCharArray();
}
