using System.Buffers.Binary;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Recognises RIFF/WAVE by its format chunk.</summary>
internal static class WavAudio
{
    public static AudioFormat? Recognise(ReadOnlySpan<byte> data)
    {
        if (data.Length < 20 || !(data.StartsWith("RIFF"u8) || data.StartsWith("RF64"u8)) || !data[8..].StartsWith("WAVE"u8)) return null;
        for (var at = 12L; at + 8 <= data.Length;)
        {
            var chunk = data[(int)at..];
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("fmt "u8)) return chunk.Length >= 24 ? Describe(chunk[8..]) : null;
            at += 8 + size + (size & 1);
        }

        return null;
    }

    private static AudioFormat Describe(ReadOnlySpan<byte> format) => new(new MeasuredAudio
    {
        Codec = "PCM",
        Container = "WAV",
        Channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]),
        SampleRateHz = (int)BinaryPrimitives.ReadUInt32LittleEndian(format[4..]),
        BitrateKbps = (int)Math.Round(BinaryPrimitives.ReadUInt32LittleEndian(format[8..]) / 125.0),
        BitrateMode = "CBR",
    });
}
