using System.Buffers;
using System.Text;

namespace SQLitePCL;

/// <summary>The UTF-8 form of a string, on the stack when it is short. Never empty, so that its pointer is never null.</summary>
internal ref struct Utf8Buffer
{
    /// <summary>Bytes a caller sets aside on its stack.</summary>
    internal const int StackSize = 256;

    private const int MaxBytesPerChar = 3;
    private byte[]? _rented;

    internal Utf8Buffer(string value, Span<byte> stack)
    {
        var needed = value.Length < StackSize / MaxBytesPerChar ? 0 : Encoding.UTF8.GetByteCount(value);
        Bytes = needed < StackSize ? stack : _rented = ArrayPool<byte>.Shared.Rent(needed);
        Length = Encoding.UTF8.GetBytes(value, Bytes);
    }

    internal Span<byte> Bytes { get; }

    /// <summary>How many of <see cref="Bytes"/> are text.</summary>
    internal int Length { get; }

    public void Dispose()
    {
        if (_rented is not { } rented) return;
        _rented = null;
        ArrayPool<byte>.Shared.Return(rented);
    }
}
