using System.Runtime.InteropServices;
using System.Text;

namespace SQLitePCL;

/// <summary>Zero-terminated UTF-8 text that someone else owns, or NULL. Read it before the next SQLite call.</summary>
public readonly ref struct utf8z
{
    private readonly ReadOnlySpan<byte> _bytes; // with the terminator, or empty for NULL

    private utf8z(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Lets <c>fixed</c> take the address; a null reference for NULL.</summary>
    public ref readonly byte GetPinnableReference() => ref _bytes.GetPinnableReference();

    /// <summary>A terminated copy of a string.</summary>
    public static utf8z FromString(string? value)
    {
        if (value is null) return default;
        var bytes = new byte[Encoding.UTF8.GetByteCount(value) + 1];
        Encoding.UTF8.GetBytes(value, bytes);
        return new utf8z(bytes);
    }

    /// <summary>The text as a string; null for NULL.</summary>
    public string? utf8_to_string() => _bytes.IsEmpty ? null : Encoding.UTF8.GetString(_bytes[..^1]);

    internal static unsafe utf8z FromPointer(byte* text) =>
        text is null ? default : FromPointer(text, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text).Length);

    /// <summary>Text whose length is known, so that a zero inside does not cut it.</summary>
    internal static unsafe utf8z FromPointer(byte* text, int length) => text is null ? default : new(new(text, length + 1));
}
