namespace Platform.Transcription.Formats;

/// <summary>How a transcript is written to a file. The lower-case name is the file's ending.</summary>
internal enum TranscriptFormat
{
    /// <summary>The text of one segment a line.</summary>
    Txt,

    /// <summary>Everything, with the keys of stt-faster.</summary>
    Json,

    /// <summary>SubRip subtitles.</summary>
    Srt,

    /// <summary>WebVTT, the subtitles of browsers.</summary>
    Vtt,

    /// <summary>Start and end in ms, text, tab between them.</summary>
    Tsv,

    /// <summary>Lyrics, a time and a line.</summary>
    Lrc,

    /// <summary>Timed Text Markup Language, the subtitles of broadcasters.</summary>
    Ttml,
}
