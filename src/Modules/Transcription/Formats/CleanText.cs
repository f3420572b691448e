using System.Text;

namespace Platform.Transcription.Formats;

/// <summary>Text of a segment as every format can hold it.</summary>
internal static class CleanText
{
    private const int NoBreak = 0xA0;

    /// <summary>On one line, single blanks, nothing at the ends; no control characters, which XML forbids and players trip over.</summary>
    public static string OneLine(string text)
    {
        var result = new StringBuilder(text.Length);
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) && rune.Value != NoBreak)
            {
                blank = result.Length > 0;
                continue;
            }

            // A stray half of a surrogate pair comes out of the enumeration as U+FFFD.
            if (Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF or 0xFEFF) continue;
            if (blank) result.Append(' ');
            blank = false;
            result.Append(rune);
        }

        return result.ToString();
    }
}
