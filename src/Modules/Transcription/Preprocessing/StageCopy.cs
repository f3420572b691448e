using System.Buffers.Binary;
using Platform.Speech;

namespace Platform.Transcription.Preprocessing;

/// <summary>The sound after a stage as a WAV file, 16 bit mono at 16 kHz; there only once it is whole.</summary>
internal sealed class StageCopy : IDisposable
{
    private const int HeaderLength = 44;
    private readonly string _path;
    private readonly FileStream _file;
    private byte[] _bytes = [];
    private bool _whole;

    public StageCopy(string path)
    {
        _path = path;
        _file = File.Create(path + ".part");
        _file.Write(new byte[HeaderLength]);
    }

    public void Write(ReadOnlySpan<float> samples)
    {
        if (_bytes.Length < samples.Length * 2) _bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(2 * i), (short)Math.Clamp(MathF.Round(samples[i] * 32768), short.MinValue, short.MaxValue));
        _file.Write(_bytes, 0, samples.Length * 2);
    }

    /// <summary>The sound is at its end.</summary>
    public void Finish()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var length = (uint)Math.Min(uint.MaxValue - HeaderLength, _file.Length - HeaderLength);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length + HeaderLength - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SpeechAudio.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SpeechAudio.SampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], length);
        _file.Position = 0;
        _file.Write(header);
        _whole = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_whole) File.Move(_path + ".part", _path, overwrite: true);
        else File.Delete(_path + ".part");
    }
}
