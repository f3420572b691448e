using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Speech;

namespace Platform.Transcription.Formats;

/// <summary>
/// json with the keys of stt-faster: two blanks of indentation, numbers rounded to three decimals, no letter escaped that need not be.
/// <c>probability</c> of a word is ours, by faster-whisper's name.
/// </summary>
internal static class TranscriptJson
{
    private const int Decimals = 3;
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 2, NewLine = "\n" };

    public static string Write(Transcript transcript) => Write(json =>
    {
        json.WriteStartObject();
        Text(json, "audio", transcript.Audio);
        Text(json, "language", transcript.Language);
        Number(json, "language_probability", transcript.LanguageProbability);
        Number(json, "duration", transcript.Duration.TotalSeconds);
        json.WriteStartArray("segments");
        for (var i = 0; i < transcript.Segments.Count; i++) Segment(json, i + 1, transcript.Segments[i]);
        json.WriteEndArray();
        json.WriteStartObject("metrics");
        json.WriteNumber("segment_count", transcript.Segments.Count);
        json.WriteNumber("no_speech_skips_count", transcript.Dropped);
        json.WriteEndObject();
        json.WritePropertyName("transcribe_kwargs");
        Value(json, transcript.DecodingArguments);
        if (transcript.IgnoredArguments.Count > 0)
        {
            // stt-faster has no such key: its engine uses all of them.
            json.WritePropertyName("transcribe_kwargs_ignored");
            Value(json, transcript.IgnoredArguments.ToDictionary(a => a.Key, a => (object?)a.Value));
        }

        json.WriteBoolean("language_forced", transcript.LanguageForced);
        json.WriteEndObject();
    });

    /// <summary>A document in the same manner.</summary>
    public static string Write(Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) content(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    public static void Text(Utf8JsonWriter json, string name, string? value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    public static void Number(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    /// <summary>Any value of plain types, lists and dictionaries of them.</summary>
    public static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or double.NaN or double.PositiveInfinity or double.NegativeInfinity:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteRawValue(Quote(text), skipInputValidation: true);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float or decimal:
                json.WriteNumberValue(Math.Round(Convert.ToDouble(value, CultureInfo.InvariantCulture), Decimals));
                break;
            case IEnumerable<KeyValuePair<string, object?>> fields:
                json.WriteStartObject();
                foreach (var (name, field) in fields)
                {
                    json.WritePropertyName(name);
                    Value(json, field);
                }

                json.WriteEndObject();
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items) Value(json, item);
                json.WriteEndArray();
                break;
            default:
                Value(json, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Segment(Utf8JsonWriter json, int id, TranscriptSegment segment)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        Number(json, "start", segment.Start.TotalSeconds);
        Number(json, "end", segment.End.TotalSeconds);
        Text(json, "text", segment.Text.Trim());
        if (segment.Speaker is { } speaker) Text(json, "speaker", speaker);
        Number(json, "no_speech_prob", segment.NoSpeechProbability);
        Number(json, "avg_logprob", segment.AverageLogProbability);
        if (segment.Words.Count > 0)
        {
            json.WriteStartArray("words");
            foreach (var word in segment.Words)
            {
                json.WriteStartObject();
                Text(json, "word", word.Text);
                Number(json, "start", word.Start.TotalSeconds);
                Number(json, "end", word.End.TotalSeconds);
                if (word.Confidence is { } confidence) Number(json, "probability", confidence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // The framework's encoders escape what lies beyond the first 65,536 characters; nothing but these must be.
    private static string Quote(string text)
    {
        var result = new StringBuilder("\"", text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') result.Append('\\').Append(rune);
            else if (rune.Value == '\n') result.Append("\\n");
            else if (rune.Value == '\t') result.Append("\\t");
            else if (rune.Value < ' ') result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else result.Append(rune);
        }

        return result.Append('"').ToString();
    }
}
