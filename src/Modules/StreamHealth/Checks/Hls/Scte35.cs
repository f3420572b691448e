using System.Buffers.Binary;
using System.Globalization;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>What a splice information section says about a break.</summary>
internal sealed record Splice(HlsMarkerKind Kind, string? Id, double? Seconds);

/// <summary>Reads the two commands of ANSI/SCTE 35 that mark breaks: splice_insert, and time_signal with segmentation descriptors.</summary>
internal static class Scte35
{
    private const int TableId = 0xFC;
    private const double Clock = 90_000;
    private const int CommandStart = 14;

    /// <summary>Null when these are not the bytes of a section that we can read.</summary>
    public static Splice? Read(ReadOnlySpan<byte> section)
    {
        // table_id, lengths, protocol_version, encryption and pts_adjustment, cw_index, tier and command length, command type
        if (section.Length < CommandStart || section[0] != TableId || (section[4] & 0x80) != 0) return null;
        var length = ((section[11] & 0x0F) << 8) | section[12];
        var type = section[13];
        var body = section[CommandStart..];
        var command = length == 0xFFF || length > body.Length ? body : body[..length];
        if (type == 0x05) return Insert(command);
        if (type != 0x06 || length == 0xFFF || length + 2 > body.Length) return new Splice(HlsMarkerKind.Other, null, null);
        var descriptors = body[length..];
        var size = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(descriptors), descriptors.Length - 2);
        return Signal(descriptors.Slice(2, size));
    }

    private static Splice? Insert(ReadOnlySpan<byte> command)
    {
        if (command.Length < 6) return null;
        var id = BinaryPrimitives.ReadUInt32BigEndian(command).ToString(CultureInfo.InvariantCulture);
        if ((command[4] & 0x80) != 0) return new Splice(HlsMarkerKind.Other, id, null);
        var flags = command[5];
        var (isOut, wholeProgramme, hasDuration, immediate) = ((flags & 0x80) != 0, (flags & 0x40) != 0, (flags & 0x20) != 0, (flags & 0x10) != 0);
        var at = 6;
        if (wholeProgramme && !immediate) at += TimeLength(command, at);
        if (!wholeProgramme && at < command.Length)
        {
            var components = command[at++];
            for (var i = 0; i < components && at < command.Length; i++) at += 1 + (immediate ? 0 : TimeLength(command, at + 1));
        }

        double? seconds = hasDuration && at + 5 <= command.Length ? Ticks(command[at..]) / Clock : null;
        return new Splice(isOut ? HlsMarkerKind.Out : HlsMarkerKind.In, id, seconds);
    }

    // splice_time(): one byte, or five when the time is specified.
    private static int TimeLength(ReadOnlySpan<byte> command, int at) => at < command.Length && (command[at] & 0x80) != 0 ? 5 : 1;

    // The low 33 bits of five bytes.
    private static long Ticks(ReadOnlySpan<byte> five) => ((long)(five[0] & 1) << 32) | BinaryPrimitives.ReadUInt32BigEndian(five[1..]);

    private static Splice Signal(ReadOnlySpan<byte> descriptors)
    {
        while (descriptors.Length >= 2 && descriptors.Length >= 2 + descriptors[1])
        {
            var body = descriptors.Slice(2, descriptors[1]);
            if (descriptors[0] == 0x02 && Segmentation(body) is { } splice) return splice;
            descriptors = descriptors[(2 + descriptors[1])..];
        }

        return new Splice(HlsMarkerKind.Other, null, null);
    }

    // segmentation_descriptor(): "CUEI", event id, cancel, flags, [components], [duration 40], upid type, upid length, upid, type id
    private static Splice? Segmentation(ReadOnlySpan<byte> body)
    {
        if (body.Length < 10 || (body[8] & 0x80) != 0) return null;
        var id = BinaryPrimitives.ReadUInt32BigEndian(body[4..]).ToString(CultureInfo.InvariantCulture);
        var (wholeProgramme, hasDuration) = ((body[9] & 0x80) != 0, (body[9] & 0x40) != 0);
        var at = 10;
        if (!wholeProgramme)
        {
            if (at >= body.Length) return null;
            at += 1 + (body[at] * 6);
        }

        double? seconds = null;
        if (hasDuration)
        {
            if (at + 5 > body.Length) return null;
            seconds = (((long)body[at] << 32) | BinaryPrimitives.ReadUInt32BigEndian(body[(at + 1)..])) / Clock;
            at += 5;
        }

        if (at + 2 > body.Length) return null;
        at += 2 + body[at + 1];
        if (at >= body.Length) return null;
        var kind = body[at] switch
        {
            // break, provider and distributor advertisement, placement opportunity: start and end
            0x22 or 0x30 or 0x32 or 0x34 or 0x36 => HlsMarkerKind.Out,
            0x23 or 0x31 or 0x33 or 0x35 or 0x37 => HlsMarkerKind.In,
            _ => HlsMarkerKind.Other,
        };
        return new Splice(kind, id, seconds);
    }
}
