namespace Platform.Transcription.Formats;

/// <summary>lrc: a time and a line. Where nothing is said for a while, a line without text takes the last one away.</summary>
internal static class Lyrics
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    public static void Write(Transcript transcript, TextWriter writer)
    {
        writer.Write($"[ti:{Tag(transcript.Audio)}]\n");
        if (transcript.Language is { } language) writer.Write($"[la:{Tag(language)}]\n");
        writer.Write($"[length:{CueTime.Minutes(transcript.Duration)}]\n");
        var segments = transcript.Segments.OrderBy(s => s.Start).ToList();
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            writer.Write($"[{CueTime.Minutes(segment.Start)}]{PlainText.Line(segment)}\n");
            if (i + 1 < segments.Count && segments[i + 1].Start - segment.End >= Silence) writer.Write($"[{CueTime.Minutes(segment.End)}]\n");
        }
    }

    private static string Tag(string text) => CleanText.OneLine(text).Replace(']', ')').Replace('[', '(');
}
