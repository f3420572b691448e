using Platform.Speech.PocketSphinx;

namespace Platform.Speech.Hosting;

/// <summary>The native engines by the names the wire uses.</summary>
internal static class NativeEngines
{
    public static INativeEngine? Create(string name) => name switch
    {
        PocketSphinxDecoder.Name => new PocketSphinxDecoder(),
        _ => null,
    };
}
