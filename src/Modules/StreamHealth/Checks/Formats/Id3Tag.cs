using System.Text;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>An ID3v2 tag before the audio: its size, and title, artist and genre of versions 2.3 and 2.4.</summary>
internal static class Id3Tag
{
    private const int Header = 10;

    /// <summary>Bytes of the whole tag; 0 when there is none.</summary>
    public static int SizeOf(ReadOnlySpan<byte> data) =>
        data.Length >= Header && data.StartsWith("ID3"u8) && data[3] < 0xFF ? Header + SyncSafe(data[6..]) : 0;

    public static AudioTags? Read(ReadOnlySpan<byte> data)
    {
        var end = Math.Min(SizeOf(data), data.Length);
        if (end == 0 || data[3] is not (3 or 4)) return null;
        string? title = null, artist = null, genre = null;
        for (var at = Header; at + Header <= end && char.IsAsciiLetterUpper((char)data[at]);)
        {
            var size = data[3] == 4 ? SyncSafe(data[(at + 4)..]) : (int)Math.Min(int.MaxValue, BigEndian(data[(at + 4)..]));
            var body = at + Header;
            if (size < 0 || size > end - body) break;
            var id = data.Slice(at, 4);
            if (id.SequenceEqual("TIT2"u8)) title = Text(data.Slice(body, size));
            if (id.SequenceEqual("TPE1"u8)) artist = Text(data.Slice(body, size));
            if (id.SequenceEqual("TCON"u8)) genre = Text(data.Slice(body, size));
            at = body + size;
        }

        return title is null && artist is null && genre is null ? null : new AudioTags(title, artist, genre);
    }

    private static string? Text(ReadOnlySpan<byte> body)
    {
        if (body.Length < 2) return null;
        var bytes = body[1..];
        var text = body[0] switch
        {
            0 => Encoding.Latin1.GetString(bytes),
            1 => bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(bytes[2..]) : Encoding.Unicode.GetString(bytes).TrimStart('\uFEFF'),
            2 => Encoding.BigEndianUnicode.GetString(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };
        return WireText.Clean(text);
    }

    private static int SyncSafe(ReadOnlySpan<byte> at) => ((at[0] & 0x7F) << 21) | ((at[1] & 0x7F) << 14) | ((at[2] & 0x7F) << 7) | (at[3] & 0x7F);

    private static uint BigEndian(ReadOnlySpan<byte> at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(at);
}
