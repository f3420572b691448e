using System.Buffers;
using System.Buffers.Binary;

namespace Platform.Media.Pcm;

/// <summary>Keeps the beginning of some audio as a WAV file of 16 bits, which every browser plays.</summary>
/// <param name="maxBytes">No more samples than this are kept.</param>
public sealed class WavClip(int maxBytes) : IPcmSink
{
    private const int HeaderLength = 44;
    private readonly ArrayBufferWriter<byte> _samples = new();
    private PcmFormat _format;

    /// <inheritdoc/>
    public void Start(PcmFormat format) => _format = format;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        Span<byte> sample = stackalloc byte[2];
        foreach (var value in interleaved)
        {
            if (_samples.WrittenCount + 2 > maxBytes) return;
            BinaryPrimitives.WriteInt16LittleEndian(sample, (short)Math.Clamp(float.IsFinite(value) ? value * 32768f : 0, -32768f, 32767f));
            _samples.Write(sample);
        }
    }

    /// <summary>The file; null when no audio came.</summary>
    public byte[]? ToFile()
    {
        if (_samples.WrittenCount == 0) return null;
        var frame = 2 * _format.Channels;
        var length = _samples.WrittenCount / frame * frame;
        var file = new byte[HeaderLength + length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), (short)_format.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), _format.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), _format.SampleRate * frame);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), (short)frame);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), length);
        _samples.WrittenSpan[..length].CopyTo(file.AsSpan(HeaderLength));
        return file;
    }
}
