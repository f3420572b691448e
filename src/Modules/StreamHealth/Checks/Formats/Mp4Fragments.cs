using System.Buffers.Binary;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Adds up how long the audio samples of a fragmented MP4 segment are (ISO 14496-12 section 8.8).</summary>
internal static class Mp4Fragments
{
    /// <param name="segment">One media segment.</param>
    /// <param name="map">Its initialisation section, which holds the clock and the defaults.</param>
    /// <returns>Seconds; null when they cannot be told.</returns>
    public static double? Seconds(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> map)
    {
        var track = Mp4Audio.Track(map);
        var header = Mp4Boxes.Find(track, "tkhd"u8);
        var media = Mp4Boxes.Find(Mp4Boxes.Find(track, "mdia"u8), "mdhd"u8);
        if (header.Length < 24 || media.Length < 24) return null;
        // Version 1 of both boxes holds 64-bit times before what is wanted.
        var id = BinaryPrimitives.ReadUInt32BigEndian(header[(header[0] == 1 ? 20 : 12)..]);
        var clock = BinaryPrimitives.ReadUInt32BigEndian(media[(media[0] == 1 ? 20 : 12)..]);
        if (clock == 0) return null;
        var standard = DefaultDuration(map, id);
        ulong total = 0;
        var boxes = new Mp4Boxes(segment);
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual("moof"u8)) total += Fragment(boxes.Body, id, standard);
        }

        return total == 0 ? null : (double)total / clock;
    }

    private static uint DefaultDuration(ReadOnlySpan<byte> map, uint id)
    {
        var boxes = new Mp4Boxes(Mp4Boxes.Find(Mp4Boxes.Find(map, "moov"u8), "mvex"u8));
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual("trex"u8) && boxes.Body.Length >= 16 && BinaryPrimitives.ReadUInt32BigEndian(boxes.Body[4..]) == id)
                return BinaryPrimitives.ReadUInt32BigEndian(boxes.Body[12..]);
        }

        return 0;
    }

    private static ulong Fragment(ReadOnlySpan<byte> fragment, uint id, uint standard)
    {
        ulong total = 0;
        var boxes = new Mp4Boxes(fragment);
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual("traf"u8)) total += Track(boxes.Body, id, standard);
        }

        return total;
    }

    private static ulong Track(ReadOnlySpan<byte> track, uint id, uint standard)
    {
        var header = Mp4Boxes.Find(track, "tfhd"u8);
        if (header.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(header[4..]) != id) return 0;
        var flags = BinaryPrimitives.ReadUInt32BigEndian(header) & 0xFFFFFF;
        var at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
        if ((flags & 8) != 0 && header.Length >= at + 4) standard = BinaryPrimitives.ReadUInt32BigEndian(header[at..]);
        ulong total = 0;
        var boxes = new Mp4Boxes(track);
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual("trun"u8)) total += Run(boxes.Body, standard);
        }

        return total;
    }

    private static ulong Run(ReadOnlySpan<byte> run, uint standard)
    {
        if (run.Length < 8) return 0;
        var flags = BinaryPrimitives.ReadUInt32BigEndian(run) & 0xFFFFFF;
        var count = BinaryPrimitives.ReadUInt32BigEndian(run[4..]);
        if ((flags & 0x100) == 0) return (ulong)count * standard;
        var at = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
        var step = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
        ulong total = 0;
        for (var i = 0u; i < count && at + 4 <= run.Length; i++, at += step) total += BinaryPrimitives.ReadUInt32BigEndian(run[at..]);
        return total;
    }
}
