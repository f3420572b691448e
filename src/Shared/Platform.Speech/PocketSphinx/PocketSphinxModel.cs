namespace Platform.Speech.PocketSphinx;

/// <summary>The files of a pocketsphinx model, named as Debian's package names them.</summary>
/// <param name="Folder">Full path.</param>
internal sealed record PocketSphinxModel(string Folder)
{
    public string Acoustic => Path.Combine(Folder, "en-us");

    public string Language => Path.Combine(Folder, "en-us.lm.bin");

    public string Dictionary => Path.Combine(Folder, "cmudict-en-us.dict");

    /// <summary>The first file that is missing; null when all are there.</summary>
    public string? Missing() => Directory.Exists(Acoustic) ? new[] { Language, Dictionary }.FirstOrDefault(f => !File.Exists(f)) : Acoustic;
}
