namespace Platform.Speech.Models;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">What is on disk.</param>
/// <param name="Total">Of the file; the catalogue's figure until the source has said.</param>
/// <param name="BytesPerSecond">Over this connection so far; 0 when none has been made.</param>
public readonly record struct DownloadProgress(long Bytes, long Total, double BytesPerSecond)
{
    /// <summary>Why nothing comes just now, although it is tried again; null when it does.</summary>
    public string? Trouble { get; init; }
}
