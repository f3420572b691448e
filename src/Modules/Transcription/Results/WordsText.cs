using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Speech;

namespace Platform.Transcription.Results;

/// <summary>
/// The words of a segment in one text: <c>[["hello",1200,1480,0.93],…]</c>, times in ms, the confidence left out where there is none.
/// They are only ever read with their segment; a row for each would be four times as large.
/// </summary>
internal static class WordsText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(IReadOnlyList<TranscriptWord> words)
    {
        if (words.Count == 0) return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartArray();
            foreach (var word in words)
            {
                json.WriteStartArray();
                json.WriteStringValue(word.Text);
                json.WriteNumberValue(StoredSegment.Milliseconds(word.Start));
                json.WriteNumberValue(StoredSegment.Milliseconds(word.End));
                if (word.Confidence is { } confidence) json.WriteNumberValue(Math.Round(confidence, 3));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyList<TranscriptWord> Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(Word)];
    }

    private static TranscriptWord Word(JsonElement word) => new(
        word[0].GetString() ?? "", TimeSpan.FromMilliseconds(word[1].GetInt32()), TimeSpan.FromMilliseconds(word[2].GetInt32()),
        word.GetArrayLength() > 3 ? word[3].GetDouble() : null);
}
