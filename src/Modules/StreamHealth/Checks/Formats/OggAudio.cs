using System.Buffers.Binary;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Recognises Vorbis, Opus and FLAC in Ogg pages (RFC 3533, 7845), with their comments and measured bitrate.</summary>
internal static class OggAudio
{
    private const int PageHeader = 27;
    private const int OpusClock = 48000;

    public static AudioFormat? Recognise(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("OggS"u8) || !TryPage(data, out var first)) return null;
        var packet = data[first.BodyStart..Math.Min(first.End, data.Length)];
        if (Identify(packet) is not { } audio) return null;
        var (kbps, tags) = Walk(data, first, audio);
        return new AudioFormat(audio with { BitrateKbps = kbps ?? audio.BitrateKbps }, tags);
    }

    /// <param name="packet">The first packet of a logical stream.</param>
    public static MeasuredAudio? Identify(ReadOnlySpan<byte> packet)
    {
        if (packet.StartsWith("OpusHead"u8) && packet.Length >= 19)
            return new MeasuredAudio { Codec = "Opus", Container = "OGG", SampleRateHz = OpusClock, Channels = packet[9], BitrateMode = "VBR" };
        if (packet.StartsWith("\x01vorbis"u8) && packet.Length >= 28)
        {
            var nominal = BinaryPrimitives.ReadInt32LittleEndian(packet[20..]);
            return new MeasuredAudio
            {
                Codec = "Vorbis",
                Container = "OGG",
                SampleRateHz = BinaryPrimitives.ReadInt32LittleEndian(packet[12..]),
                Channels = packet[11],
                BitrateKbps = nominal > 0 ? nominal / 1000 : null,
                BitrateMode = "VBR",
            };
        }

        return packet.StartsWith("\u007FFLAC"u8) && packet.Length > 17 ? FlacAudio.Describe(packet[9..], "OGG") : null;
    }

    // Bytes and time between the first and the last data page in the window give the bitrate.
    private static (int? Kbps, AudioTags? Tags) Walk(ReadOnlySpan<byte> data, Page first, MeasuredAudio audio)
    {
        AudioTags? tags = null;
        long? from = null;
        var to = 0L;
        long bytes = 0;
        for (var at = first.End; at < data.Length && TryPage(data[at..], out var page); at += page.End)
        {
            if (page.Serial != first.Serial || at + page.End > data.Length) break;
            tags ??= OggComments.Read(data.Slice(at + page.BodyStart, page.End - page.BodyStart), audio.Codec);
            if (page.Granule <= 0) continue;
            if (from is not null) bytes += page.End;
            from ??= page.Granule;
            to = page.Granule;
        }

        var clock = audio.Codec == "Opus" ? OpusClock : audio.SampleRateHz ?? 0;
        if (from is null || clock <= 0 || to - from < clock / 10) return (null, tags);
        var kbps = bytes * 8.0 * clock / (to - from.Value) / 1000;
        return (kbps is > 0 and < 100_000 ? (int)Math.Round(kbps) : null, tags);
    }

    private static bool TryPage(ReadOnlySpan<byte> at, out Page page)
    {
        page = default;
        if (at.Length < PageHeader || !at.StartsWith("OggS"u8)) return false;
        var segments = at[26];
        if (at.Length < PageHeader + segments) return false;
        var body = 0;
        foreach (var size in at.Slice(PageHeader, segments)) body += size;
        var start = PageHeader + segments;
        page = new Page(start, start + body, BinaryPrimitives.ReadInt64LittleEndian(at[6..]), BinaryPrimitives.ReadUInt32LittleEndian(at[14..]));
        return true;
    }

    private readonly record struct Page(int BodyStart, int End, long Granule, uint Serial);
}
