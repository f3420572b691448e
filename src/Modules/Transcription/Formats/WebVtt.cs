namespace Platform.Transcription.Formats;

/// <summary>vtt (https://www.w3.org/TR/webvtt1/). A speaker is a voice.</summary>
internal static class WebVtt
{
    public static void Write(Transcript transcript, TextWriter writer)
    {
        writer.Write("WEBVTT\n");
        foreach (var cue in Cues.Of(transcript.Segments, namesSpeakers: false))
        {
            writer.Write($"\n{CueTime.Clock(cue.Start, '.')} --> {CueTime.Clock(cue.End, '.')}\n");
            if (cue.Speaker is { } speaker) writer.Write($"<v {Escape(speaker)}>");
            writer.Write(string.Join('\n', cue.Lines.Select(Escape)) + "\n");
        }
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
