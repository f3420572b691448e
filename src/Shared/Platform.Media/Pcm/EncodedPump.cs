using System.Buffers;

namespace Platform.Media.Pcm;

/// <summary>Copies encoded bytes into the decoder, one small block at a time: the pipe's fullness is the back-pressure.</summary>
internal sealed class EncodedPump(Stream encoded)
{
    private const int BlockLength = 16 << 10;

    public long BytesRead { get; private set; }

    /// <summary>What the caller's stream failed with; the decoder then still decodes what it had.</summary>
    public Exception? Failure { get; private set; }

    public async Task CopyToAsync(Stream decoder, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            int read;
            while ((read = await ReadAsync(block, cancellationToken)) > 0)
            {
                BytesRead += read;
                await decoder.WriteAsync(block.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async ValueTask<int> ReadAsync(byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await encoded.ReadAsync(block.AsMemory(0, BlockLength), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Failure = e;
            return 0;
        }
    }
}
