using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Platform.Speech.Hosting.Wire;
using P = Platform.Speech.Whisper.WhisperFullParameters;

namespace Platform.Speech.Whisper;

/// <summary>Reads what whisper.cpp made of the samples.</summary>
internal static unsafe class WhisperReading
{
    // Centiseconds.
    private const double Tick = 0.01;

    // Written without blanks between words: each token stands for itself.
    private static readonly string[] Unspaced = ["zh", "ja", "th", "lo", "my", "yue", "km", "bo"];

    /// <summary>What the library will be called with, by faster-whisper's names, read back from where it will look.</summary>
    public static Dictionary<string, string> Parameters(WhisperParameters parameters, string language, string? prompt)
    {
        var reached = new Dictionary<string, string>
        {
            ["language"] = language,
            ["task"] = parameters.Flag(nameof(P.Translate)) ? "translate" : "transcribe",
            ["beam_size"] = Text(parameters.Whole(nameof(P.Strategy)) == 0 ? 1 : parameters.Whole(nameof(P.BeamSize))),
            ["best_of"] = Text(parameters.Whole(nameof(P.BestOf))),
            ["patience"] = Text(parameters.Number(nameof(P.Patience))),
            ["length_penalty"] = Text(parameters.Number(nameof(P.LengthPenalty))),
            ["temperature"] = Text(parameters.Number(nameof(P.Temperature))),
            ["temperature_increment"] = Text(parameters.Number(nameof(P.TemperatureIncrement))),
            ["compression_ratio_threshold"] = Text(parameters.Number(nameof(P.EntropyThreshold))),
            ["log_prob_threshold"] = Text(parameters.Number(nameof(P.LogProbabilityThreshold))),
            ["no_speech_threshold"] = Text(parameters.Number(nameof(P.NoSpeechThreshold))),
            ["suppress_non_speech"] = parameters.Flag(nameof(P.SuppressNonSpeech)) ? "true" : "false",
            ["threads"] = Text(parameters.Whole(nameof(P.Threads))),
        };
        if (!string.IsNullOrEmpty(prompt)) reached["initial_prompt"] = prompt;
        return reached;

        // Numbers there have seven digits at most; more would be made up.
        static string Text(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
    }

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
