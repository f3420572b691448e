using Platform.Speech;
using Transcript = Platform.Transcription.Formats.Transcript;

namespace Platform.Transcription.Tests.Formats;

internal static class Said
{
    public static TranscriptSegment Segment(double start, double end, string text, string? speaker = null) => new(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), text) { Speaker = speaker };

    /// <summary>Words of equal length, one after the other.</summary>
    public static TranscriptSegment Spoken(double start, double perWord, string text)
    {
        var words = text.Split(' ').Select((w, i) => new TranscriptWord(w, TimeSpan.FromSeconds(start + (i * perWord)), TimeSpan.FromSeconds(start + ((i + 1) * perWord)), 0.5)).ToList();
        return new TranscriptSegment(words[0].Start, words[^1].End, text) { Words = words };
    }

    public static Transcript Transcript(params TranscriptSegment[] segments) => new(segments)
    {
        Audio = "news.mp3",
        Language = "et",
        Duration = segments.Length == 0 ? TimeSpan.Zero : segments.Max(s => s.End),
    };
}
