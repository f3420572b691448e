using System.Text;
using Platform.Kernel.Results;

namespace Platform.Speech.Synthesis;

/// <summary>Text as a speaking program can take it.</summary>
internal static class SpokenText
{
    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static Error? Check(SpeakRequest request, TextToSpeechCapabilities capabilities)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return Error.InvalidField("text", "speech.text_empty", "There is no text to speak.");
        if (request.Text.Length > capabilities.MaxCharacters)
            return Error.InvalidField("text", "speech.text_too_long", $"The text has {request.Text.Length} characters; this engine takes {capabilities.MaxCharacters}.");
        return request.Speed is >= 0.25 and <= 4 ? null : Error.InvalidField("speed", "speech.option_invalid", "speed must be between 0.25 and 4.");
    }

    /// <summary>Control characters are no text, and some programs take them for orders.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text) plain.Append(char.IsControl(c) && c != '\n' ? ' ' : c);
        return plain.ToString();
    }

    /// <summary>Pieces that end at a sentence, a pause or a blank, none longer than asked; with no blank, in the middle of a word.</summary>
    public static IEnumerable<string> Pieces(string text, int most)
    {
        var rest = Plain(text).Replace('\n', ' ').Trim();
        while (rest.Length > most)
        {
            var at = End(rest, most);
            yield return rest[..at].Trim();
            rest = rest[at..].TrimStart();
        }

        if (rest.Length > 0) yield return rest;
    }

    private static int End(string text, int most)
    {
        foreach (var ends in (string[])[".!?…", ",;:", " "])
        {
            var at = text.AsSpan(0, most).LastIndexOfAny(ends);
            if (at > most / 2) return at + 1;
        }

        return char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
    }
}
