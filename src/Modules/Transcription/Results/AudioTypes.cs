namespace Platform.Transcription.Results;

/// <summary>What a browser is told of a recording. Only kinds of sound and film: nothing that it would run.</summary>
internal static class AudioTypes
{
    private const string Unknown = "application/octet-stream";

    public static string Of(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".mp3" => "audio/mpeg",
        ".wav" => "audio/wav",
        ".flac" => "audio/flac",
        ".ogg" or ".oga" or ".opus" => "audio/ogg",
        ".m4a" or ".aac" => "audio/mp4",
        ".mp4" or ".m4v" or ".mov" => "video/mp4",
        ".webm" => "video/webm",
        ".mkv" => "video/x-matroska",
        ".wma" => "audio/x-ms-wma",
        _ => Unknown,
    };
}
