namespace Platform.Speech.Models;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Speech to text by Whisper, ggml format.</summary>
    Whisper,

    /// <summary>Voice activity by Silero, ggml format.</summary>
    Voice,
}

/// <summary>A model that can be had.</summary>
public sealed record CatalogueEntry
{
    /// <summary>Unique; what settings and requests name: <c>large-v3-turbo</c>.</summary>
    public required string Name { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>One sentence: what it is good for.</summary>
    public required string Description { get; init; }

    /// <summary>File name, also in the models folder.</summary>
    public required string File { get; init; }

    /// <summary>Appended to the configured source.</summary>
    public required string Path { get; init; }

    /// <summary>Size of the download, to within a mebibyte.</summary>
    public required long Megabytes { get; init; }

    /// <summary>For people: "English", "99 languages".</summary>
    public required string Languages { get; init; }

    /// <summary>SPDX identifier: what one agrees to by using it.</summary>
    public required string Licence { get; init; }

    /// <summary>Where the licence can be read.</summary>
    public string? LicenceUrl { get; init; }

    /// <summary><c>sha1:</c> or <c>sha256:</c> and hexadecimal digits; null when none was published.</summary>
    public string? Checksum { get; init; }
}
