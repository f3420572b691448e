using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Recognises native FLAC by its STREAMINFO block (RFC 9639).</summary>
internal static class FlacAudio
{
    public static AudioFormat? Recognise(ReadOnlySpan<byte> data) =>
        data.StartsWith("fLaC"u8) && Describe(data[4..], "FLAC") is { } audio ? new AudioFormat(audio) : null;

    /// <param name="block">A metadata block with its four-byte header, or, in Ogg, "fLaC" and then that.</param>
    /// <param name="container">FLAC or OGG.</param>
    public static MeasuredAudio? Describe(ReadOnlySpan<byte> block, string container)
    {
        block = block.StartsWith("fLaC"u8) ? block[4..] : block;
        if (block.Length < 18 || (block[0] & 0x7F) != 0) return null;
        var info = block[4..];
        var rate = (info[10] << 12) | (info[11] << 4) | (info[12] >> 4);
        if (rate == 0) return null;
        return new MeasuredAudio { Codec = "FLAC", Container = container, SampleRateHz = rate, Channels = ((info[12] >> 1) & 7) + 1, BitrateMode = "VBR" };
    }
}
