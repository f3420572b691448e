namespace Platform.StreamHealth.Checks.Formats;

/// <summary>The header of one MPEG audio frame (ISO 11172-3 and 13818-3), layers I to III.</summary>
/// <param name="Layer">1, 2 or 3.</param>
/// <param name="BitrateKbps">0 for free format, whose length the header does not tell.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Length">Of the whole frame in bytes; 0 for free format.</param>
/// <param name="Samples">Per channel.</param>
internal readonly record struct MpegFrame(int Layer, int BitrateKbps, int SampleRate, int Channels, int Length, int Samples)
{
    public const int HeaderLength = 4;

    private static readonly int[] V1L1 = [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    private static readonly int[] V1L2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    private static readonly int[] V1L3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] V2L1 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    private static readonly int[] V2L23 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Rates = [44100, 48000, 32000];

    public static bool TryParse(ReadOnlySpan<byte> at, out MpegFrame frame)
    {
        frame = default;
        if (at.Length < HeaderLength || at[0] != 0xFF || (at[1] & 0xE0) != 0xE0) return false;
        var version = (at[1] >> 3) & 3;
        var layer = 4 - ((at[1] >> 1) & 3);
        var rateIndex = (at[2] >> 2) & 3;
        var bitrateIndex = at[2] >> 4;
        if (version == 1 || layer == 4 || rateIndex == 3 || bitrateIndex == 15 || (at[3] & 3) == 2) return false;

        var isV1 = version == 3;
        var rate = Rates[rateIndex] / (isV1 ? 1 : version == 2 ? 2 : 4);
        var kbps = Table(isV1, layer)[bitrateIndex];
        var padding = (at[2] >> 1) & 1;
        var samples = layer switch { 1 => 384, 2 => 1152, _ => isV1 ? 1152 : 576 };
        var length = layer == 1 ? ((12_000 * kbps / rate) + padding) * 4 : (samples / 8 * 1000 * kbps / rate) + padding;
        frame = new MpegFrame(layer, kbps, rate, at[3] >> 6 == 3 ? 1 : 2, kbps == 0 ? 0 : length, samples);
        return true;
    }

    /// <summary>Whether both belong to one stream: a decoder would take them for a sequence.</summary>
    public bool Continues(MpegFrame other) => Layer == other.Layer && SampleRate == other.SampleRate && BitrateKbps == 0 == (other.BitrateKbps == 0);

    private static int[] Table(bool isV1, int layer) => (isV1, layer) switch
    {
        (true, 1) => V1L1,
        (true, 2) => V1L2,
        (true, _) => V1L3,
        (false, 1) => V2L1,
        _ => V2L23,
    };
}
