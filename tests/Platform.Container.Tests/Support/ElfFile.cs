using System.Buffers.Binary;
using System.Text;

namespace Platform.Container.Tests.Support;

/// <summary>What the loader reads of a 64-bit little-endian ELF file (System V ABI, "Dynamic Linking"): for whom it is, and what it needs.</summary>
/// <param name="Machine">e_machine: 0xB7 is AArch64, 0x3E x86-64.</param>
/// <param name="Needed">Names of the libraries it asks for (DT_NEEDED).</param>
internal sealed record ElfFile(ushort Machine, IReadOnlyList<string> Needed)
{
    public const ushort AArch64 = 0xB7;

    private const uint Load = 1;
    private const uint Dynamic = 2;
    private const long NeededTag = 1;
    private const long StringTableTag = 5;

    /// <summary>Null for anything else.</summary>
    public static ElfFile? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file.StartsWith("\u007fELF"u8) || file[4] != 2 || file[5] != 1) return null;
        var machine = BinaryPrimitives.ReadUInt16LittleEndian(file[18..]);
        var (table, size, count) = ((int)Long(file, 32), BinaryPrimitives.ReadUInt16LittleEndian(file[54..]), BinaryPrimitives.ReadUInt16LittleEndian(file[56..]));
        var segments = new List<(uint Type, long Offset, long Address, long Size)>();
        for (var i = 0; i < count; i++)
        {
            var header = file.Slice(table + (i * size), size);
            segments.Add((BinaryPrimitives.ReadUInt32LittleEndian(header), Long(header, 8), Long(header, 16), Long(header, 32)));
        }

        return new ElfFile(machine, Names(file, segments));
    }

    private static List<string> Names(ReadOnlySpan<byte> file, List<(uint Type, long Offset, long Address, long Size)> segments)
    {
        var names = new List<string>();
        if (segments.FirstOrDefault(s => s.Type == Dynamic) is not { Size: > 0 } dynamic) return names;
        var (offsets, strings) = (new List<long>(), 0L);
        for (var at = dynamic.Offset; at + 16 <= dynamic.Offset + dynamic.Size; at += 16)
        {
            var (tag, value) = (Long(file, (int)at), Long(file, (int)at + 8));
            if (tag == NeededTag) offsets.Add(value);
            if (tag == StringTableTag) strings = value;
        }

        // The table's address is where it is loaded; the segment says where that is in the file.
        var holder = segments.First(s => s.Type == Load && strings >= s.Address && strings < s.Address + s.Size);
        foreach (var offset in offsets)
        {
            var text = file[(int)(strings - holder.Address + holder.Offset + offset)..];
            names.Add(Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]));
        }

        return names;
    }

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
