namespace Platform.StreamHealth.Checks.Formats;

internal enum TransportStreamKind
{
    /// <summary>AAC in ADTS.</summary>
    Adts,

    /// <summary>MPEG-1 or MPEG-2 audio.</summary>
    Mpeg,

    /// <summary>AAC in LATM.</summary>
    Latm,

    Ac3,
    Eac3,

    /// <summary>No audio that we know.</summary>
    None,
}

/// <summary>The first audio stream in an MPEG transport stream (ISO 13818-1): what it is, and its bytes without packets around them.</summary>
internal sealed class TransportStreamAudio
{
    private const int Packet = 188;
    private const byte Sync = 0x47;
    private const int NoPid = -1;
    private const double Clock = 90_000;
    private readonly byte[] _audio;
    private readonly byte[] _metadata = new byte[16 * 1024];
    private int _length;
    private int _metadataLength;
    private int _mapPid = NoPid;
    private int _audioPid = NoPid;
    private int _metadataPid = NoPid;
    private bool _audioBegun;
    private long? _firstTime;
    private long _lastTime;

    private TransportStreamAudio(int capacity) => _audio = new byte[capacity];

    public TransportStreamKind Kind { get; private set; } = TransportStreamKind.None;

    public bool HasVideo { get; private set; }

    /// <summary>Frames of the audio, without packet headers.</summary>
    public ReadOnlyMemory<byte> Elementary => _audio.AsMemory(0, _length);

    /// <summary>From the first to the last timestamp, which is one packet less than the whole; null without two of them.</summary>
    public double? SpanSeconds => _firstTime is { } first && _lastTime > first ? (_lastTime - first) / Clock : null;

    /// <summary>From timed ID3 metadata.</summary>
    public AudioTags? Tags { get; private set; }

    /// <summary>Null when this is no transport stream.</summary>
    public static TransportStreamAudio? Read(ReadOnlySpan<byte> data)
    {
        var start = StartOf(data);
        if (start < 0) return null;
        var stream = new TransportStreamAudio(data.Length);
        for (var at = start; at + Packet <= data.Length; at += Packet)
        {
            if (data[at] != Sync) break;
            stream.Take(data.Slice(at, Packet));
        }

        stream.Tags = Id3Tag.Read(stream._metadata.AsSpan(0, stream._metadataLength));
        return stream;
    }

    /// <summary>Where the first packet begins: a sync byte with others a packet apart; -1 without.</summary>
    public static int StartOf(ReadOnlySpan<byte> data)
    {
        const int wanted = 4;
        for (var at = 0; at < Packet && at + Packet <= data.Length; at++)
        {
            var have = 0;
            while (have < wanted && at + (have * Packet) < data.Length && data[at + (have * Packet)] == Sync) have++;
            if (have == wanted || (have >= 1 && at + (have * Packet) >= data.Length && at == 0)) return at;
        }

        return -1;
    }

    private void Take(ReadOnlySpan<byte> packet)
    {
        var pid = ((packet[1] & 0x1F) << 8) | packet[2];
        var begins = (packet[1] & 0x40) != 0;
        var control = (packet[3] >> 4) & 3;
        var at = 4 + ((control & 2) != 0 ? 1 + packet[4] : 0);
        if ((control & 1) == 0 || at >= Packet) return;
        var payload = packet[at..];
        if (pid == 0 && begins) Programmes(payload);
        else if (pid == _mapPid && begins) Streams(payload);
        else if (pid == _audioPid) Audio(payload, begins);
        else if (pid == _metadataPid) Metadata(payload, begins);
    }

    // Program association section: pairs of programme number and the PID of its map.
    private void Programmes(ReadOnlySpan<byte> payload)
    {
        if (!Section(payload, 0x00, out var section)) return;
        for (var at = 5; at + 4 <= section.Length && _mapPid == NoPid; at += 4)
        {
            if ((section[at] | section[at + 1]) != 0) _mapPid = ((section[at + 2] & 0x1F) << 8) | section[at + 3];
        }
    }

    private void Streams(ReadOnlySpan<byte> payload)
    {
        if (_audioPid != NoPid || !Section(payload, 0x02, out var section) || section.Length < 9) return;
        var at = 9 + (((section[7] & 0x0F) << 8) | section[8]);
        while (at + 5 <= section.Length)
        {
            var type = section[at];
            var pid = ((section[at + 1] & 0x1F) << 8) | section[at + 2];
            var kind = KindOf(type);
            if (kind != TransportStreamKind.None && _audioPid == NoPid) (Kind, _audioPid) = (kind, pid);
            HasVideo |= type is 0x01 or 0x02 or 0x10 or 0x1B or 0x24;
            if (type == 0x15) _metadataPid = pid;
            at += 5 + (((section[at + 3] & 0x0F) << 8) | section[at + 4]);
        }
    }

    private static TransportStreamKind KindOf(byte type) => type switch
    {
        0x0F => TransportStreamKind.Adts,
        0x03 or 0x04 => TransportStreamKind.Mpeg,
        0x11 => TransportStreamKind.Latm,
        0x81 => TransportStreamKind.Ac3,
        0x87 => TransportStreamKind.Eac3,
        _ => TransportStreamKind.None,
    };

    // What follows the pointer field and the table's length, without the checksum.
    private static bool Section(ReadOnlySpan<byte> payload, byte table, out ReadOnlySpan<byte> section)
    {
        section = default;
        var start = 1 + payload[0];
        if (start + 3 > payload.Length || payload[start] != table) return false;
        var length = ((payload[start + 1] & 0x0F) << 8) | payload[start + 2];
        var body = payload[(start + 3)..];
        section = body[..Math.Min(body.Length, Math.Max(0, length - 4))];
        return true;
    }

    private void Audio(ReadOnlySpan<byte> payload, bool begins)
    {
        if (begins)
        {
            payload = Body(payload, out var time);
            _audioBegun = true;
            if (time is { } stamp)
            {
                _firstTime ??= stamp;
                _lastTime = stamp;
            }
        }

        if (!_audioBegun || payload.Length > _audio.Length - _length) return;
        payload.CopyTo(_audio.AsSpan(_length));
        _length += payload.Length;
    }

    private void Metadata(ReadOnlySpan<byte> payload, bool begins)
    {
        if (begins)
        {
            payload = Body(payload, out _);
            _metadataLength = 0;
        }

        var count = Math.Min(payload.Length, _metadata.Length - _metadataLength);
        payload[..count].CopyTo(_metadata.AsSpan(_metadataLength));
        _metadataLength += count;
    }

    // A packetized elementary stream packet: 00 00 01, id, length, flags, header length, timestamps, body.
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> packet, out long? time)
    {
        time = null;
        if (packet.Length < 9 || packet[0] != 0 || packet[1] != 0 || packet[2] != 1) return [];
        var start = 9 + packet[8];
        if ((packet[7] & 0x80) != 0 && packet.Length >= 14)
        {
            time = ((long)(packet[9] & 0x0E) << 29) | ((long)packet[10] << 22) | ((long)(packet[11] & 0xFE) << 14) | ((long)packet[12] << 7) | ((long)packet[13] >> 1);
        }

        return start < packet.Length ? packet[start..] : [];
    }
}
