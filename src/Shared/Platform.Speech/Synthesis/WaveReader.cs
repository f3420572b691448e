using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Platform.Media.Pcm;

namespace Platform.Speech.Synthesis;

/// <summary>
/// Reads 16-bit WAVE from a pipe into a sink. Programs that write to a pipe do not know the length yet and put a false one into the
/// header, so it is the end of the stream that counts.
/// </summary>
internal static class WaveReader
{
    private const int MostHeader = 4096;
    private const int BlockLength = 32 << 10;

    /// <returns>Length of what was read.</returns>
    /// <exception cref="InvalidDataException">It is not WAVE of 16 bits.</exception>
    /// <param name="stream">Read to its end.</param>
    /// <param name="start">Told of the format, before the samples; the first of several streams into one sink starts it.</param>
    /// <param name="sink">Takes the samples.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<TimeSpan> ReadAsync(Stream stream, Action<PcmFormat> start, IPcmSink sink, CancellationToken cancellationToken)
    {
        if (await FormatAsync(stream, cancellationToken) is not { } format) return TimeSpan.Zero;
        start(format);
        var frame = 2 * format.Channels;
        var (block, samples, frames) = (new byte[BlockLength], new float[BlockLength / 2], 0L);
        int have;
        while ((have = await stream.ReadAtLeastAsync(block, BlockLength, throwOnEndOfStream: false, cancellationToken)) >= frame)
        {
            var whole = have / frame * frame;
            Convert(MemoryMarshal.Cast<byte, short>(block.AsSpan(0, whole)), samples);
            sink.Write(samples.AsSpan(0, whole / 2));
            frames += whole / frame;
            if (have < BlockLength) break;
        }

        return TimeSpan.FromSeconds((double)frames / format.SampleRate);
    }

    private static void Convert(ReadOnlySpan<short> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++) to[i] = from[i] / 32768f;
    }

    private static async Task<PcmFormat?> FormatAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new byte[12];
        if (await stream.ReadAtLeastAsync(chunk, 12, throwOnEndOfStream: false, cancellationToken) < 12) return null;
        if (!chunk.AsSpan().StartsWith("RIFF"u8) || !chunk.AsSpan(8).StartsWith("WAVE"u8)) throw new InvalidDataException("The program did not write WAVE.");
        PcmFormat? format = null;
        for (var read = 0; read < MostHeader;)
        {
            await stream.ReadExactlyAsync(chunk.AsMemory(0, 8), cancellationToken);
            if (chunk.AsSpan().StartsWith("data"u8)) return format ?? throw new InvalidDataException("WAVE without a format.");
            var body = new byte[Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(4)), 0, MostHeader)];
            await stream.ReadExactlyAsync(body, cancellationToken);
            if (chunk.AsSpan().StartsWith("fmt "u8)) format = Format(body);
            read += 8 + body.Length;
        }

        throw new InvalidDataException("WAVE without samples.");
    }

    private static PcmFormat Format(byte[] body) => body.Length >= 16 && BinaryPrimitives.ReadInt16LittleEndian(body.AsSpan(14)) == 16
        ? new PcmFormat(BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(4)), BinaryPrimitives.ReadInt16LittleEndian(body.AsSpan(2)))
        : throw new InvalidDataException("WAVE of other than 16 bits.");
}
