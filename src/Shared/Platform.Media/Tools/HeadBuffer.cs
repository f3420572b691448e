using System.Buffers;

namespace Platform.Media.Tools;

/// <summary>Keeps the beginning of a stream and reads the rest away, so that the writer never blocks.</summary>
internal sealed class HeadBuffer(int limit)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    public ReadOnlyMemory<byte> Bytes => _kept.WrittenMemory;

    public bool Truncated { get; private set; }

    public async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(16 << 10);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(block, cancellationToken)) > 0)
            {
                var room = Math.Min(read, limit - _kept.WrittenCount);
                _kept.Write(block.AsSpan(0, room));
                Truncated |= room < read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
