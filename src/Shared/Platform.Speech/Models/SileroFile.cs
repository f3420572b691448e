using System.Buffers.Binary;

namespace Platform.Speech.Models;

/// <summary>Tells a Silero voice model from a Whisper model: both begin alike.</summary>
internal static class SileroFile
{
    private const uint Magic = 0x67676d6c;

    /// <summary>Magic, length of a name, then the name: "silero-16k".</summary>
    public static bool Is(string path)
    {
        Span<byte> head = stackalloc byte[16];
        try
        {
            using var file = File.OpenRead(path);
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone, or not ours: then it is no model that could be used
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(head) == Magic && head[8..].StartsWith("silero"u8);
    }
}
