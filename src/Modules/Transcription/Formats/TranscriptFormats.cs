using System.Text;
using Platform.Kernel.Results;

namespace Platform.Transcription.Formats;

/// <summary>Writes transcripts in every format. Files are UTF-8 without a byte order mark, lines end in a line feed.</summary>
internal static class TranscriptFormats
{
    /// <summary>stt-faster's word for txt and json.</summary>
    public const string Both = "both";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static IReadOnlyList<TranscriptFormat> All { get; } = Enum.GetValues<TranscriptFormat>();

    /// <summary>The lower-case name, which is also the file's ending without its dot.</summary>
    public static string Name(this TranscriptFormat format) => format.ToString().ToLowerInvariant();

    public static string MediaType(this TranscriptFormat format) => format switch
    {
        TranscriptFormat.Json => "application/json",
        TranscriptFormat.Srt => "application/x-subrip",
        TranscriptFormat.Vtt => "text/vtt; charset=utf-8",
        TranscriptFormat.Tsv => "text/tab-separated-values; charset=utf-8",
        TranscriptFormat.Ttml => "application/ttml+xml",
        _ => "text/plain; charset=utf-8",
    };

    /// <summary>The file's text.</summary>
    public static string Write(this Transcript transcript, TranscriptFormat format)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        transcript.Write(format, writer);
        return writer.ToString();
    }

    /// <summary>Writes the file's text to a writer.</summary>
    public static void Write(this Transcript transcript, TranscriptFormat format, TextWriter writer)
    {
        switch (format)
        {
            case TranscriptFormat.Txt:
                PlainText.Write(transcript, writer);
                break;
            case TranscriptFormat.Json:
                writer.Write(TranscriptJson.Write(transcript));
                break;
            case TranscriptFormat.Srt:
                SubRip.Write(transcript, writer);
                break;
            case TranscriptFormat.Vtt:
                WebVtt.Write(transcript, writer);
                break;
            case TranscriptFormat.Tsv:
                TabSeparated.Write(transcript, writer);
                break;
            case TranscriptFormat.Lrc:
                Lyrics.Write(transcript, writer);
                break;
            case TranscriptFormat.Ttml:
                TimedText.Write(transcript, writer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, null);
        }
    }

    /// <summary>Writes the file's bytes to a stream, which stays open.</summary>
    public static async Task WriteAsync(this Transcript transcript, TranscriptFormat format, Stream stream, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Utf8.GetBytes(transcript.Write(format)), cancellationToken);

    /// <summary>Reads a list such as <c>txt,srt</c>; <c>both</c> is txt and json.</summary>
    /// <returns>The formats, each once, or <c>transcription.format_unknown</c> with the names there are.</returns>
    public static Result<IReadOnlyList<TranscriptFormat>> Parse(string text)
    {
        var formats = new List<TranscriptFormat>();
        foreach (var name in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (name.Equals(Both, StringComparison.OrdinalIgnoreCase)) formats.AddRange([TranscriptFormat.Txt, TranscriptFormat.Json]);
            else if (All.FirstOrDefault(f => name.Equals(f.Name(), StringComparison.OrdinalIgnoreCase), (TranscriptFormat)(-1)) is >= 0 and var known) formats.Add(known);
            else return Unknown(name);
        }

        return formats.Count == 0 ? Unknown(text) : Result.Of<IReadOnlyList<TranscriptFormat>>([.. formats.Distinct()]);
    }

    private static Error Unknown(string name) =>
        Error.InvalidField("formats", "transcription.format_unknown", $"There is no format '{name}'; there are: {string.Join(", ", All.Select(f => f.Name()))}, and {Both} for txt and json.");
}
