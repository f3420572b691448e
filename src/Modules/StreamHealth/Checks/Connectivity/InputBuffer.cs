namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Buffers a connection, so that heads and chunk sizes can be read byte by byte and the body follows without loss.</summary>
internal sealed class InputBuffer(Stream source) : ReadOnlyStream
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (_start == _end) return await source.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        return count;
    }

    /// <summary>The next byte, or -1 at the end.</summary>
    public ValueTask<int> ReadByteAsync(CancellationToken cancellationToken) =>
        _start < _end ? ValueTask.FromResult<int>(_buffer[_start++]) : FillAndReadByteAsync(cancellationToken);

    private async ValueTask<int> FillAndReadByteAsync(CancellationToken cancellationToken)
    {
        _end = await source.ReadAsync(_buffer, cancellationToken);
        _start = 0;
        return _end == 0 ? -1 : _buffer[_start++];
    }
}
