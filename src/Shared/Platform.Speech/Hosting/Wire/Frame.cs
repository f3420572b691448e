using System.Buffers.Binary;

namespace Platform.Speech.Hosting.Wire;

/// <summary>What a frame between the service and an engine host holds.</summary>
internal enum FrameKind : byte
{
    /// <summary>Host to service: it is up. <see cref="Hello"/>.</summary>
    Hello = 1,

    /// <summary>Service to host: load an engine. <see cref="LoadOrder"/>.</summary>
    Load = 2,

    /// <summary>Host to service: it is loaded. <see cref="LoadedAnswer"/>.</summary>
    Loaded = 3,

    /// <summary>Service to host: samples as little-endian floats, for the next order.</summary>
    Audio = 4,

    /// <summary>Service to host: work on the samples sent before. <see cref="WorkOrder"/>.</summary>
    Work = 5,

    /// <summary>Host to service: <see cref="ProgressNote"/>.</summary>
    Progress = 6,

    /// <summary>Host to service: done. <see cref="WorkAnswer"/>.</summary>
    Done = 7,

    /// <summary>Host to service: the order failed, the host lives. <see cref="FailedAnswer"/>.</summary>
    Failed = 8,

    /// <summary>Service to host: stop the work in hand.</summary>
    Cancel = 9,
}

/// <summary>Frames on a stream: length of the rest as 4 bytes little-endian, one byte of kind, the payload.</summary>
internal static class Frames
{
    /// <summary>More than any frame of ours: ten minutes of audio are 38 MB.</summary>
    public const int MaxLength = 64 << 20;

    private const int HeaderLength = 5;

    public static async Task WriteAsync(Stream stream, FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Header(kind, payload.Length), cancellationToken);
        await stream.WriteAsync(payload, cancellationToken);
    }

    public static void Write(Stream stream, FrameKind kind, ReadOnlySpan<byte> payload)
    {
        stream.Write(Header(kind, payload.Length));
        stream.Write(payload);
    }

    /// <summary>The next frame; null at the end of the stream.</summary>
    /// <exception cref="IOException">What came is no frame, or only the half of one.</exception>
    public static async Task<(FrameKind Kind, byte[] Payload)?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0) return null;
        if (read < HeaderLength) throw new EndOfStreamException("Half a frame.");
        var payload = new byte[Length(header)];
        await stream.ReadExactlyAsync(payload, cancellationToken);
        return ((FrameKind)header[4], payload);
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static (FrameKind Kind, byte[] Payload)? Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (read == 0) return null;
        if (read < HeaderLength) throw new EndOfStreamException("Half a frame.");
        var payload = new byte[Length(header)];
        stream.ReadExactly(payload);
        return ((FrameKind)header[4], payload);
    }

    private static byte[] Header(FrameKind kind, int payload)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, payload + 1);
        header[4] = (byte)kind;
        return header;
    }

    private static int Length(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length is >= 1 and <= MaxLength ? length - 1 : throw new InvalidDataException($"A frame of {length} bytes.");
    }
}
