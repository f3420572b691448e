using System.Buffers.Binary;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Walks the boxes of an ISO base media file (ISO 14496-12). A box that is cut off is given as far as it goes.</summary>
internal ref struct Mp4Boxes(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Four characters.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    public ReadOnlySpan<byte> Body { get; private set; }

    public bool Next()
    {
        if (_rest.Length < 8) return false;
        long size = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        var header = 8;
        if (size == 1 && _rest.Length >= 16)
        {
            size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(_rest[8..]), long.MaxValue);
            header = 16;
        }

        if (size == 0) size = _rest.Length;
        if (size < header) return false;
        var length = (int)Math.Min(size, _rest.Length);
        Type = _rest.Slice(4, 4);
        Body = _rest[header..Math.Max(header, length)];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>The body of the first box of this type, or empty.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> data, ReadOnlySpan<byte> type)
    {
        var boxes = new Mp4Boxes(data);
        while (boxes.Next())
        {
            if (boxes.Type.SequenceEqual(type)) return boxes.Body;
        }

        return default;
    }

    /// <summary>Whether these are the first bytes of a media segment or file.</summary>
    public static bool IsFragment(ReadOnlySpan<byte> data) => data.Length >= 8
        && (data[4..].StartsWith("ftyp"u8) || data[4..].StartsWith("styp"u8) || data[4..].StartsWith("moof"u8) || data[4..].StartsWith("sidx"u8));
}
