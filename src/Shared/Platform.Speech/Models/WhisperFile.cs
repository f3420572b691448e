using System.Buffers.Binary;
using Platform.Kernel.Results;

namespace Platform.Speech.Models;

/// <summary>What the head of a ggml Whisper file says. whisper.cpp aborts on a file of another kind, so it is looked at first.</summary>
/// <param name="Multilingual">Whether it knows more than English.</param>
/// <param name="Layers">Of its encoder: 4 tiny, 6 base, 12 small, 24 medium, 32 large.</param>
/// <param name="Bytes">Of the file.</param>
internal sealed record WhisperFile(bool Multilingual, int Layers, long Bytes)
{
    private const uint Magic = 0x67676d6c;
    private const int Head = 48;

    /// <summary>Bytes of memory it takes when loaded, fitted to the table in the README of whisper.cpp: 273 MB for tiny (75) to 3.9 GB for large (2.9).</summary>
    public long Memory => Bytes + (Bytes / 4) + (180L << 20);

    /// <returns>What it is, or <c>speech.model_invalid</c> with the reason.</returns>
    public static Result<WhisperFile> Read(string path)
    {
        Span<byte> head = stackalloc byte[Head];
        long length;
        try
        {
            using var file = System.IO.File.OpenRead(path);
            length = file.Length;
            if (file.ReadAtLeast(head, Head, throwOnEndOfStream: false) < Head) return Invalid(path, "it is too short to be one");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error.Unavailable("speech.model_unreadable", $"The model {Path.GetFileName(path)} cannot be read: {e.Message}");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic) return Invalid(path, $"it begins with {Show(head[..4])} instead of \"lmgg\"");
        Span<int> numbers = stackalloc int[11];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(head[(4 + (4 * i))..]);
        var (vocabulary, audio, layers, mels) = (numbers[0], numbers[1], numbers[4], numbers[9]);
        if (vocabulary is < 50_000 or > 60_000 || audio is < 1 or > 3_000 || layers is < 1 or > 64 || mels is not (80 or 128))
            return Invalid(path, "it is a ggml file of another kind");
        return new WhisperFile(vocabulary >= 51_865, layers, length);
    }

    private static Error Invalid(string path, string reason) => Error.Unavailable("speech.model_invalid", $"{Path.GetFileName(path)} is not a Whisper model: {reason}. Delete it and download or import it again.");

    private static string Show(ReadOnlySpan<byte> bytes) => $"0x{Convert.ToHexString(bytes)}";
}
