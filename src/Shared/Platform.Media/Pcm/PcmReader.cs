using System.Buffers;
using System.Runtime.InteropServices;

namespace Platform.Media.Pcm;

/// <summary>Takes float samples behind a WAV header from a pipe and hands whole frames to the sink.</summary>
internal sealed class PcmReader(IPcmSink sink, TimeSpan? duration)
{
    private const int BlockLength = 64 << 10;
    private long _frames;

    public PcmFormat? Format { get; private set; }

    public TimeSpan Decoded => Format is { } format ? TimeSpan.FromSeconds((double)_frames / format.SampleRate) : TimeSpan.Zero;

    /// <returns>Whether the stream was read to its end; false when the wanted duration was reached before.</returns>
    public async Task<bool> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var have = 0;
            int read;
            while ((read = await stream.ReadAsync(block.AsMemory(have, BlockLength - have), cancellationToken)) > 0)
            {
                have += read;
                var used = Take(block.AsSpan(0, have), out var enough);
                if (enough) return false;
                block.AsSpan(used, have - used).CopyTo(block);
                have -= used;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private int Take(ReadOnlySpan<byte> bytes, out bool enough)
    {
        enough = false;
        var header = 0;
        if (Format is null)
        {
            header = WavHeader.TryRead(bytes, out var found);
            if (header == 0) return 0;
            Format = found;
            sink.Start(found);
        }

        var format = Format.Value;
        var frameLength = sizeof(float) * format.Channels;
        long frames = (bytes.Length - header) / frameLength;
        if (duration is { } wanted)
        {
            var last = (long)Math.Ceiling(wanted.TotalSeconds * format.SampleRate);
            enough = _frames + frames >= last;
            frames = Math.Min(frames, last - _frames);
        }

        var used = (int)frames * frameLength;
        if (used > 0) sink.Write(MemoryMarshal.Cast<byte, float>(bytes.Slice(header, used)));
        _frames += frames;
        return header + used;
    }
}
