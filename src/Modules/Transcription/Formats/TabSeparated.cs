using System.Globalization;

namespace Platform.Transcription.Formats;

/// <summary>tsv as Whisper's own tool writes it: a heading, then start and end in whole ms and the text, with tabs between.</summary>
internal static class TabSeparated
{
    public static void Write(Transcript transcript, TextWriter writer)
    {
        writer.Write("start\tend\ttext\n");
        foreach (var segment in transcript.Segments)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{CueTime.Milliseconds(segment.Start)}\t{CueTime.Milliseconds(segment.End)}\t{PlainText.Line(segment)}\n"));
    }
}
