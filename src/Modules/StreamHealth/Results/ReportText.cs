using System.IO.Compression;
using System.Text;

namespace Platform.StreamHealth.Results;

/// <summary>Reports are repetitive JSON: brotli makes them about a fifth.</summary>
internal static class ReportText
{
    private const int Quality = 4;
    private const int Window = 18;

    public static byte[] Pack(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
        if (!BrotliEncoder.TryCompress(text, packed, out var length, Quality, Window))
            throw new InvalidOperationException("Brotli needs more room than it says.");
        return packed[..length];
    }

    public static string Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
