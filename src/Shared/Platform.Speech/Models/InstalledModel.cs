namespace Platform.Speech.Models;

/// <summary>A model in the folder.</summary>
/// <param name="Name">As in the catalogue; for others, their file's name without ggml- and .bin.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="File">File name.</param>
/// <param name="Bytes">Of the file.</param>
public sealed record InstalledModel(string Name, ModelKind Kind, string File, long Bytes)
{
    /// <summary>Of the catalogue; null for a file of the user's own.</summary>
    public CatalogueEntry? Known { get; init; }
}
