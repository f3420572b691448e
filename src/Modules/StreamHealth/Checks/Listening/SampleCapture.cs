using System.Buffers;
using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Listening;

/// <summary>
/// Remembers what one check received, so that evidence can be made of it if the check goes wrong: costs a healthy check a
/// copy in memory and nothing else. The encoded audio is kept from its beginning, because some formats cannot be read
/// without it, up to a limit.
/// </summary>
internal sealed class SampleCapture(int maxBytes) : IDisposable
{
    private const int BlockLength = 64 * 1024;
    private readonly List<byte[]> _blocks = [];

    /// <summary>The answer of the last server that gave one.</summary>
    public ResponseHead? Head { get; set; }

    public AudioContainer Container { get; set; }

    /// <summary>What the decoder said on standard error.</summary>
    public string DecoderLog { get; set; } = "";

    /// <summary>Bytes kept.</summary>
    public int Length { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, maxBytes - Length)];
        while (!bytes.IsEmpty)
        {
            var at = Length % BlockLength;
            if (at == 0) _blocks.Add(ArrayPool<byte>.Shared.Rent(BlockLength));
            var count = Math.Min(bytes.Length, BlockLength - at);
            bytes[..count].CopyTo(_blocks[^1].AsSpan(at));
            bytes = bytes[count..];
            Length += count;
        }
    }

    public byte[] ToArray()
    {
        var all = new byte[Length];
        for (var i = 0; i < _blocks.Count; i++)
            _blocks[i].AsSpan(0, Math.Min(BlockLength, Length - (i * BlockLength))).CopyTo(all.AsSpan(i * BlockLength));
        return all;
    }

    public void Dispose()
    {
        foreach (var block in _blocks) ArrayPool<byte>.Shared.Return(block);
        _blocks.Clear();
        Length = 0;
    }
}

/// <summary>Remembers what is read through it.</summary>
internal sealed class CapturingStream(Stream source, SampleCapture capture) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        capture.Add(buffer.Span[..count]);
        return count;
    }
}
