using Platform.Speech.PocketSphinx;
using Platform.Speech.Whisper;

namespace Platform.Speech.Hosting;

/// <summary>The native engines by the names the wire uses.</summary>
internal static class NativeEngines
{
    public static INativeEngine? Create(string name) => name switch
    {
        PocketSphinxDecoder.Name => new PocketSphinxDecoder(),
        WhisperDecoder.Name => new WhisperDecoder(),
        SileroDecoder.Name => new SileroDecoder(),
        _ => null,
    };
}
