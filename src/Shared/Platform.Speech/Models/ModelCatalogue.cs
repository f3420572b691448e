using System.Text.Json;
using Platform.Kernel.Api;

namespace Platform.Speech.Models;

/// <summary>The models that are known by name. Data, not code: <c>catalogue.json</c>.</summary>
internal sealed class ModelCatalogue
{
    private const string Resource = "model-catalogue.json";

    public ModelCatalogue()
        : this(ReadOwn())
    {
    }

    public ModelCatalogue(IReadOnlyList<CatalogueEntry> entries) => Entries = entries;

    public IReadOnlyList<CatalogueEntry> Entries { get; }

    public CatalogueEntry? Find(string name) => Entries.FirstOrDefault(e => e.Name == name);

    public CatalogueEntry? FindFile(string file) => Entries.FirstOrDefault(e => e.File == file);

    private static IReadOnlyList<CatalogueEntry> ReadOwn()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<IReadOnlyList<CatalogueEntry>>(stream, ApiJson.Options)!;
    }
}
