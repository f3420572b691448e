namespace Platform.Media.Tests.Pcm;

/// <summary>Gives the same bytes for ever.</summary>
internal sealed class EndlessStream(byte[] bytes) : ReadOnlyStream
{
    private int _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _position %= bytes.Length;
        var count = Math.Min(buffer.Length, bytes.Length - _position);
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return ValueTask.FromResult(count);
    }
}

/// <summary>Gives its bytes once and then nothing more, without ending.</summary>
internal sealed class StallingStream(byte[] bytes) : ReadOnlyStream
{
    private readonly MemoryStream _inner = new(bytes);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        if (read == 0) await Task.Delay(Timeout.Infinite, cancellationToken);
        return read;
    }
}

/// <summary>Gives its bytes once and then fails as a broken connection does.</summary>
internal sealed class BreakingStream(byte[] bytes) : ReadOnlyStream
{
    private readonly MemoryStream _inner = new(bytes);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new IOException("connection reset");
    }
}

internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
