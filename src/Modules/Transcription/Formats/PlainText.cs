using Platform.Speech;

namespace Platform.Transcription.Formats;

/// <summary>txt: the text of one segment a line, after its speaker's name where the speakers are told apart.</summary>
internal static class PlainText
{
    public static void Write(Transcript transcript, TextWriter writer)
    {
        foreach (var segment in transcript.Segments) writer.Write(Line(segment) + "\n");
    }

    internal static string Line(TranscriptSegment segment)
    {
        var text = CleanText.OneLine(segment.Text);
        return string.IsNullOrWhiteSpace(segment.Speaker) ? text : $"{CleanText.OneLine(segment.Speaker)}: {text}";
    }
}
