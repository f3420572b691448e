using System.Buffers.Binary;

namespace Platform.Media.Pcm;

/// <summary>Reads the RIFF/WAVE header that precedes 32-bit float samples on a pipe; its lengths mean nothing there.</summary>
internal static class WavHeader
{
    /// <summary>More header than this is not one that our ffmpeg writes.</summary>
    public const int MaxLength = 4096;

    /// <returns>The header's length, or 0 when more bytes are needed.</returns>
    /// <exception cref="InvalidDataException">These are not the bytes of a WAVE file of mono or stereo float samples.</exception>
    public static int TryRead(ReadOnlySpan<byte> bytes, out PcmFormat format)
    {
        format = default;
        if (bytes.Length < 12) return 0;
        if (!bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8)) throw new InvalidDataException("The decoder did not write WAVE.");
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var id = bytes.Slice(at, 4);
            if (id.SequenceEqual("data"u8)) return format.Channels is 1 or 2 ? at + 8 : throw new InvalidDataException("The decoder did not write mono or stereo.");
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
            if (length is < 0 or > MaxLength) throw new InvalidDataException("The decoder wrote a broken WAVE header.");
            if (id.SequenceEqual("fmt "u8) && at + 24 <= bytes.Length) format = Format(bytes[(at + 8)..]);
            at += 8 + length;
        }

        return bytes.Length < MaxLength ? 0 : throw new InvalidDataException("The decoder wrote no audio.");
    }

    private static PcmFormat Format(ReadOnlySpan<byte> fmt)
    {
        if (BinaryPrimitives.ReadInt16LittleEndian(fmt[14..]) != 32) throw new InvalidDataException("The decoder did not write 32-bit samples.");
        return new PcmFormat(BinaryPrimitives.ReadInt32LittleEndian(fmt[4..]), BinaryPrimitives.ReadInt16LittleEndian(fmt[2..]));
    }
}
