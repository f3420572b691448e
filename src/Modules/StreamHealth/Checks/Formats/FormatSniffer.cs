using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Tells what a stream is from its first bytes, whatever its headers claim.</summary>
internal static class FormatSniffer
{
    private const int TsPacket = 188;
    private const int MinPackets = 4;

    /// <summary>Null when nothing is recognised (yet).</summary>
    /// <param name="data">The beginning of the body after an ID3 tag, as much as there is.</param>
    /// <param name="mediaType">The Content-Type; only used where bytes cannot tell.</param>
    public static AudioFormat? Sniff(ReadOnlySpan<byte> data, string? mediaType) =>
        OggAudio.Recognise(data)
        ?? FlacAudio.Recognise(data)
        ?? WavAudio.Recognise(data)
        ?? Mp4Audio.Recognise(data)
        ?? TransportStream(data, mediaType)
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

    // Four packets in a row are no accident; what is in them shows in the tables at the beginning.
    private static AudioFormat? TransportStream(ReadOnlySpan<byte> data, string? mediaType)
    {
        if (data.Length < MinPackets * TsPacket || TransportStreamAudio.StartOf(data) < 0) return null;
        var stream = TransportStreamAudio.Read(data)!;
        var inside = stream.Kind switch
        {
            TransportStreamKind.Adts => AdtsAudio.Recognise(stream.Elementary.Span, mediaType)?.Audio,
            TransportStreamKind.Mpeg => MpegAudio.Recognise(stream.Elementary.Span)?.Audio,
            TransportStreamKind.Ac3 => new MeasuredAudio { Codec = "AC-3" },
            TransportStreamKind.Eac3 => new MeasuredAudio { Codec = "E-AC-3" },
            TransportStreamKind.Latm => new MeasuredAudio { Codec = "AAC", Note = "in LATM" },
            _ => null,
        };
        return new AudioFormat((inside ?? new MeasuredAudio { Codec = "MPEG-TS" }) with { Container = "MPEG-TS" }, stream.Tags);
    }
}
