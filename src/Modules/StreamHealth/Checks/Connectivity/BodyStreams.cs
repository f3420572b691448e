namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>A body of known length (a file): ends after it, even if the server keeps the connection open.</summary>
internal sealed class LimitedStream(Stream source, long length) : ReadOnlyStream
{
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty) return 0;
        if (buffer.Length > _left) buffer = buffer[..(int)_left];
        var count = await source.ReadAsync(buffer, cancellationToken);
        _left -= count;
        return count;
    }
}

/// <summary>Bytes that were read already, followed by the rest.</summary>
internal sealed class ReplayStream(ReadOnlyMemory<byte> read, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _read = read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read.IsEmpty) return await rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, _read.Length);
        _read.Span[..count].CopyTo(buffer.Span);
        _read = _read[count..];
        return count;
    }
}

/// <summary>Undoes HTTP/1.1 chunked transfer coding (RFC 9112 section 7.1). Extensions and trailers are skipped.</summary>
internal sealed class ChunkedStream(InputBuffer source) : ReadOnlyStream
{
    private const int MaxLine = 1024;
    private long _left;
    private bool _first = true;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _ended) return 0;
        if (_left == 0)
        {
            _left = await NextSizeAsync(cancellationToken);
            _ended = _left == 0;
            if (_ended) return 0;
        }

        if (buffer.Length > _left) buffer = buffer[..(int)_left];
        var count = await source.ReadAsync(buffer, cancellationToken);
        _left -= count;
        return count;
    }

    private async ValueTask<long> NextSizeAsync(CancellationToken cancellationToken)
    {
        if (!_first && await ReadLineAsync(cancellationToken) is { Digits: > 0 }) throw new InvalidDataException("A chunk is longer than it says.");
        _first = false;
        var line = await ReadLineAsync(cancellationToken);
        return line switch
        {
            { Ended: true, Digits: 0 } => 0,
            { Digits: 0 } or { Digits: > 15 } => throw new InvalidDataException("A chunk has no valid size."),
            _ => line.Value,
        };
    }

    // The leading hexadecimal number of a line; what follows it (an extension) is skipped.
    private async ValueTask<(long Value, int Digits, bool Ended)> ReadLineAsync(CancellationToken cancellationToken)
    {
        long value = 0;
        var digits = 0;
        var inNumber = true;
        for (var length = 0; length < MaxLine; length++)
        {
            var next = await source.ReadByteAsync(cancellationToken);
            if (next < 0) return (value, digits, true);
            if (next == '\n') return (value, digits, false);
            inNumber &= char.IsAsciiHexDigit((char)next);
            if (!inNumber || ++digits > 15) continue;
            value = (value << 4) | (uint)Convert.ToInt32(((char)next).ToString(), 16);
        }

        throw new InvalidDataException("A chunk's size line does not end.");
    }
}
