using System.Buffers.Binary;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Recognises the audio of an MP4 file or initialisation section by its sample description.</summary>
internal static class Mp4Audio
{
    private const int AudioEntry = 28;

    public static AudioFormat? Recognise(ReadOnlySpan<byte> data)
    {
        if (data.Length < 12 || !data[4..].StartsWith("ftyp"u8)) return null;
        return new AudioFormat(Describe(data) ?? new MeasuredAudio { Codec = "MP4", Container = "MP4" });
    }

    public static bool HasVideo(ReadOnlySpan<byte> data)
    {
        var boxes = new Mp4Boxes(Mp4Boxes.Find(data, "moov"u8));
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual("trak"u8) && IsOf(boxes.Body, "vide"u8)) return true;
        }

        return false;
    }

    /// <summary>The first audio track's body, or empty.</summary>
    public static ReadOnlySpan<byte> Track(ReadOnlySpan<byte> data)
    {
        var boxes = new Mp4Boxes(Mp4Boxes.Find(data, "moov"u8));
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual("trak"u8) && IsOf(boxes.Body, "soun"u8)) return boxes.Body;
        }

        return default;
    }

    private static bool IsOf(ReadOnlySpan<byte> track, ReadOnlySpan<byte> handler)
    {
        var box = Mp4Boxes.Find(Mp4Boxes.Find(track, "mdia"u8), "hdlr"u8);
        return box.Length >= 12 && box.Slice(8, 4).SequenceEqual(handler);
    }

    private static MeasuredAudio? Describe(ReadOnlySpan<byte> data)
    {
        var table = Mp4Boxes.Find(Mp4Boxes.Find(Mp4Boxes.Find(Track(data), "mdia"u8), "minf"u8), "stbl"u8);
        var descriptions = Mp4Boxes.Find(table, "stsd"u8);
        if (descriptions.Length < 8) return null;
        var entries = new Mp4Boxes(descriptions[8..]);
        if (!entries.Next() || entries.Body.Length < AudioEntry) return null;
        var entry = entries.Body;
        var audio = new MeasuredAudio
        {
            Codec = CodecOf(entries.Type),
            Container = "MP4",
            Channels = BinaryPrimitives.ReadUInt16BigEndian(entry[16..]),
            SampleRateHz = BinaryPrimitives.ReadUInt16BigEndian(entry[24..]) is > 0 and var rate ? rate : null,
        };
        if (!entries.Type.SequenceEqual("mp4a"u8)) return audio;
        return AudioSpecificConfig.Read(Config(Mp4Boxes.Find(entry[AudioEntry..], "esds"u8))) is { } config ? config.Describe(audio) : audio;
    }

    private static string CodecOf(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("mp4a"u8)) return "AAC";
        if (type.SequenceEqual("Opus"u8)) return "Opus";
        if (type.SequenceEqual("fLaC"u8)) return "FLAC";
        if (type.SequenceEqual("ac-3"u8)) return "AC-3";
        if (type.SequenceEqual("ec-3"u8)) return "E-AC-3";
        return type.SequenceEqual(".mp3"u8) ? "MP3" : "MP4";
    }

    // Elementary stream descriptor (ISO 14496-1): tag 3, in it tag 4, in that tag 5 with the AudioSpecificConfig.
    private static ReadOnlySpan<byte> Config(ReadOnlySpan<byte> box)
    {
        if (box.Length < 4) return default;
        var stream = Descriptor(box[4..], 3);
        if (stream.Length < 3) return default;
        var at = 3 + ((stream[2] & 0x80) != 0 ? 2 : 0) + ((stream[2] & 0x20) != 0 ? 2 : 0);
        if ((stream[2] & 0x40) != 0 && at < stream.Length) at += 1 + stream[at];
        var decoder = at < stream.Length ? Descriptor(stream[at..], 4) : default;
        return decoder.Length > 13 ? Descriptor(decoder[13..], 5) : default;
    }

    private static ReadOnlySpan<byte> Descriptor(ReadOnlySpan<byte> data, byte tag)
    {
        if (data.Length < 2 || data[0] != tag) return default;
        var length = 0;
        for (var at = 1; at < data.Length && at <= 4; at++)
        {
            length = (length << 7) | (data[at] & 0x7F);
            if ((data[at] & 0x80) == 0) return data.Slice(at + 1, Math.Min(length, data.Length - at - 1));
        }

        return default;
    }
}
