using System.Buffers.Binary;
using System.Globalization;

namespace Platform.Speech.Models;

/// <summary>
/// What can be told of a Silero voice model without whisper.cpp, which begins as a Whisper model does. A file that is cut off
/// is found out here: the library would read what is not there, and never come back or work with weights of nothing.
/// </summary>
internal static class SileroFile
{
    private const uint Magic = 0x67676d6c;
    private const int MostLayers = 16, MostNumber = 1 << 16, MostDimensions = 4, LongestName = 200;

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

    /// <summary>Why a file cannot be a whole model; null: it is whole. Whether its tensors fit together is for the library to say.</summary>
    public static string? WhyNot(string path)
    {
        try
        {
            using var file = new BinaryReader(File.OpenRead(path));
            return WhyNot(file);
        }
        catch (EndOfStreamException)
        {
            return "it is cut off";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string? WhyNot(BinaryReader file)
    {
        if (file.ReadUInt32() != Magic) return "it does not begin as a model";
        if (file.ReadInt32() is var name && name is < 1 or > LongestName) return "its head is broken";
        file.ReadBytes(name);

        // Version in three numbers, window and context.
        for (var i = 0; i < 5; i++) file.ReadInt32();
        if (file.ReadInt32() is var layers && layers is < 1 or > MostLayers) return Invariant($"its head tells of {layers} layers");

        // Inputs, outputs and width of each layer; inputs and cells of the LSTM; inputs and outputs of the end.
        for (var i = 0; i < (3 * layers) + 4; i++) if (file.ReadInt32() is < 1 or > MostNumber) return "its head is broken";
        for (var tensor = 0; ; tensor++)
        {
            if (file.BaseStream.Position == file.BaseStream.Length) return tensor == 0 ? "it has no weights" : null;
            var (dimensions, length, type) = (file.ReadInt32(), file.ReadInt32(), file.ReadInt32());
            if (dimensions is < 0 or > MostDimensions || length is < 1 or > LongestName || type is not (0 or 1)) return Invariant($"its tensor {tensor} is broken");
            long values = 1;
            for (var i = 0; i < dimensions; i++)
            {
                if (file.ReadInt32() is var size && size is < 1 or > MostNumber) return Invariant($"its tensor {tensor} is broken");
                values *= size;
            }

            var end = file.BaseStream.Position + length + (values * (type == 1 ? 2 : 4));
            if (end > file.BaseStream.Length) return "it is cut off";
            file.BaseStream.Position = end;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
