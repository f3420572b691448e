namespace Platform.Speech.Models;

/// <summary>A model as the console and the API show it.</summary>
public sealed record ModelView
{
    public required string Name { get; init; }

    public required ModelKind Kind { get; init; }

    public required string Description { get; init; }

    /// <summary>For people; null for a file of the user's own.</summary>
    public string? Languages { get; init; }

    /// <summary>SPDX identifier; null for a file of the user's own.</summary>
    public string? Licence { get; init; }

    public string? LicenceUrl { get; init; }

    /// <summary>With its kind: <c>sha1:…</c>; null when none is known.</summary>
    public string? Checksum { get; init; }

    /// <summary>Size of the file, or of the download.</summary>
    public required long Megabytes { get; init; }

    public required ModelState State { get; init; }

    /// <summary>Of the download; null when there is none.</summary>
    public DownloadView? Download { get; init; }
}

/// <summary>Where a model is.</summary>
public enum ModelState
{
    /// <summary>Can be downloaded.</summary>
    Available,

    /// <summary>Is coming, or waits for its next try.</summary>
    Downloading,

    /// <summary>A part is here; nobody asks for more.</summary>
    Paused,

    /// <summary>Can be used.</summary>
    Installed,
}

/// <summary>A download that is not at its end.</summary>
/// <param name="Bytes">On disk.</param>
/// <param name="Total">Of the file.</param>
/// <param name="BytesPerSecond">Null when nothing comes now.</param>
/// <param name="Problem">What the last try said; null when it is well.</param>
public sealed record DownloadView(long Bytes, long Total, double? BytesPerSecond, string? Problem);
