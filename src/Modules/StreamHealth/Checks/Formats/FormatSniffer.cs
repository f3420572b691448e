using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Tells what a stream is from its first bytes, whatever its headers claim.</summary>
internal static class FormatSniffer
{
    private const int TsPacket = 188;

    /// <summary>Null when nothing is recognised (yet).</summary>
    /// <param name="data">The beginning of the body after an ID3 tag, as much as there is.</param>
    /// <param name="mediaType">The Content-Type; only used where bytes cannot tell.</param>
    public static AudioFormat? Sniff(ReadOnlySpan<byte> data, string? mediaType) =>
        OggAudio.Recognise(data)
        ?? FlacAudio.Recognise(data)
        ?? WavAudio.Recognise(data)
        ?? Mp4(data)
        ?? TransportStream(data)
        ?? AdtsAudio.Recognise(data, mediaType)
        ?? MpegAudio.Recognise(data);

    /// <summary>What to tell the decoder.</summary>
    public static AudioContainer ContainerOf(MeasuredAudio? audio) => audio switch
    {
        { Container: "OGG" } => AudioContainer.Ogg,
        { Container: "ADTS" } => AudioContainer.Adts,
        { Container: "FLAC" } => AudioContainer.Flac,
        { Container: "WAV" } => AudioContainer.Wav,
        { Container: "MPEG-TS" } => AudioContainer.MpegTs,
        { Codec: "MP1" or "MP2" or "MP3" } => AudioContainer.Mp3,
        _ => AudioContainer.Unknown,
    };

    /// <summary>Whether this is text for people or programs instead of audio: a web page, XML or JSON.</summary>
    public static bool IsText(ReadOnlySpan<byte> data)
    {
        var start = data[..Math.Min(data.Length, 512)].TrimStart(" \t\r\n\uFEFF"u8);
        return start.Length > 0 && (start[0] is (byte)'<' or (byte)'{') && start.IndexOfAnyInRange((byte)0, (byte)8) < 0;
    }

    private static AudioFormat? Mp4(ReadOnlySpan<byte> data) =>
        data.Length >= 12 && data[4..].StartsWith("ftyp"u8) ? new AudioFormat(new MeasuredAudio { Codec = "MP4", Container = "MP4" }) : null;

    private static AudioFormat? TransportStream(ReadOnlySpan<byte> data)
    {
        const byte sync = 0x47;
        for (var at = 0; at < TsPacket && at + (3 * TsPacket) < data.Length; at++)
        {
            if (data[at] == sync && data[at + TsPacket] == sync && data[at + (2 * TsPacket)] == sync && data[at + (3 * TsPacket)] == sync)
                return new AudioFormat(new MeasuredAudio { Codec = "MPEG-TS", Container = "MPEG-TS" });
        }

        return null;
    }
}
