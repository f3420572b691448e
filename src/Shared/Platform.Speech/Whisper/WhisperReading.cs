using System.Runtime.InteropServices;
using System.Text;
using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Whisper;

/// <summary>Reads what whisper.cpp made of the samples.</summary>
internal static unsafe class WhisperReading
{
    // Centiseconds.
    private const double Tick = 0.01;

    // Written without blanks between words: each token stands for itself.
    private static readonly string[] Unspaced = ["zh", "ja", "th", "lo", "my", "yue", "km", "bo"];

    /// <param name="context">After a run.</param>
    /// <param name="language">ISO 639-1.</param>
    /// <param name="length">Seconds of the samples: the model's window is longer, and it may name moments in its silence.</param>
    public static IEnumerable<HeardSegment> Segments(nint context, string language, double length)
    {
        for (var i = 0; i < WhisperNative.Segments(context); i++)
        {
            var text = Text(WhisperNative.SegmentText(context, i)).Trim();
            if (text.Length == 0) continue;
            var tokens = Tokens(context, i);
            yield return new HeardSegment(Math.Min(length, WhisperNative.SegmentStart(context, i) * Tick), Math.Min(length, WhisperNative.SegmentEnd(context, i) * Tick), text)
            {
                NoSpeechProbability = Math.Round(WhisperNative.NoSpeech(context, i), 4),
                AverageLogProbability = tokens.Count == 0 ? null : Math.Round(tokens.Average(t => t.Data.LogProbability), 4),
                Words = [.. Words(tokens, Unspaced.Contains(language), length)],
            };
        }
    }

    private static List<(byte[] Text, WhisperToken Data)> Tokens(nint context, int segment)
    {
        var (tokens, end) = (new List<(byte[], WhisperToken)>(), WhisperNative.EndOfText(context));
        for (var i = 0; i < WhisperNative.Tokens(context, segment); i++)
        {
            // From the end of text on, token ids are no text.
            var data = WhisperNative.Token(context, segment, i);
            if (data.Id < end) tokens.Add((MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)WhisperNative.TokenText(context, segment, i)).ToArray(), data));
        }

        return tokens;
    }

    private static IEnumerable<HeardWord> Words(List<(byte[] Text, WhisperToken Data)> tokens, bool unspaced, double length)
    {
        var word = new List<(byte[] Text, WhisperToken Data)>();
        foreach (var token in tokens)
        {
            // A character may be spread over tokens: no word ends within one.
            var begins = token.Text.Length > 0 && (token.Text[0] == (byte)' ' || (unspaced && IsStart(token.Text[0])));
            if (begins && word.Count > 0 && Word(word, length) is { } done)
            {
                yield return done;
                word.Clear();
            }

            word.Add(token);
        }

        if (word.Count > 0 && Word(word, length) is { } last) yield return last;
    }

    private static HeardWord? Word(List<(byte[] Text, WhisperToken Data)> tokens, double length)
    {
        var text = Encoding.UTF8.GetString([.. tokens.SelectMany(t => t.Text)]).Trim();
        if (text.Length == 0) return null;
        var (start, end) = (Math.Min(length, tokens[0].Data.Start * Tick), Math.Min(length, tokens[^1].Data.End * Tick));
        return new HeardWord(text, start, Math.Max(start, end), Math.Round(tokens.Average(t => t.Data.Probability), 4));
    }

    private static bool IsStart(byte first) => (first & 0xC0) != 0x80;

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";
}
