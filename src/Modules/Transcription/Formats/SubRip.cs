using System.Globalization;

namespace Platform.Transcription.Formats;

/// <summary>srt. The format has no escapes: what would be markup or a time is broken up by an invisible word joiner.</summary>
internal static class SubRip
{
    private const string Joiner = "\u2060";

    public static void Write(Transcript transcript, TextWriter writer)
    {
        var number = 0;
        foreach (var cue in Cues.Of(transcript.Segments, namesSpeakers: true))
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{++number}\n{CueTime.Clock(cue.Start, ',')} --> {CueTime.Clock(cue.End, ',')}\n"));
            foreach (var line in cue.Lines) writer.Write(Escape(line) + "\n");
            writer.Write("\n");
        }
    }

    private static string Escape(string line) => line
        .Replace("-->", "--" + Joiner + ">", StringComparison.Ordinal)
        .Replace("<", "<" + Joiner, StringComparison.Ordinal)
        .Replace("{", "{" + Joiner, StringComparison.Ordinal)
        .Replace("\\", "\\" + Joiner, StringComparison.Ordinal);
}
