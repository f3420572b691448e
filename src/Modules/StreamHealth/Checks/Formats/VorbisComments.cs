using System.Buffers.Binary;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Reads TITLE, ARTIST and GENRE from a Vorbis comment block; a block that is cut off gives what it has.</summary>
internal static class VorbisComments
{
    private const int MaxComments = 200;

    public static AudioTags? Read(ReadOnlySpan<byte> block)
    {
        if (!TryTake(ref block, out _) || block.Length < 4) return null;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(block);
        block = block[4..];
        string? title = null, artist = null, genre = null;
        for (var i = 0; i < Math.Min(count, MaxComments) && TryTake(ref block, out var comment); i++)
        {
            var text = WireText.Decode(comment);
            title ??= After(text, "TITLE=");
            artist ??= After(text, "ARTIST=");
            genre ??= After(text, "GENRE=");
        }

        return title is null && artist is null && genre is null ? null : new AudioTags(title, artist, genre);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> from, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (from.Length < 4) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(from);
        if (length > from.Length - 4) return false;
        item = from.Slice(4, (int)length);
        from = from[(4 + (int)length)..];
        return true;
    }

    private static string? After(string text, string key) =>
        text.StartsWith(key, StringComparison.OrdinalIgnoreCase) ? WireText.Clean(text[key.Length..]) : null;
}
