namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>Codecs as RFC 6381 names them in playlists.</summary>
internal static class CodecNames
{
    /// <summary>The audio codec in a CODECS list such as <c>avc1.64001f,mp4a.40.2</c>; null where none is known.</summary>
    public static string? OfList(string? codecs) => codecs?.Split(',', StringSplitOptions.TrimEntries).Select(Of).FirstOrDefault(c => c is not null);

    private static string? Of(string codec) => codec.ToLowerInvariant() switch
    {
        "mp4a.40.5" or "mp4a.40.29" => "HE-AAC",
        "mp4a.40.34" or "mp4a.69" or "mp4a.6b" => "MP3",
        "opus" => "Opus",
        "flac" => "FLAC",
        "ac-3" or "mp4a.a5" => "AC-3",
        "ec-3" or "mp4a.a6" => "E-AC-3",
        var other => other.StartsWith("mp4a.40", StringComparison.Ordinal) || other == "mp4a" ? "AAC" : null,
    };
}
