using System.Runtime.InteropServices;
using Platform.StreamHealth.Checks.Ads;
using Platform.StreamHealth.Checks.Formats;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// Follows the titles of an Ogg stream as it is read, unchanged: with each title a server begins a new logical stream (RFC
/// 3533: chaining), whose comments name it. What is not Ogg passes through unseen.
/// </summary>
internal sealed class OggStream(Stream source, Action<IcyMetadata> onTitle) : ReadOnlyStream
{
    private readonly OggChain _chain = new(onTitle);

    /// <summary>What was read so far; null while, and where, it is not Ogg.</summary>
    public OggChain? Chain => _chain.IsOgg ? _chain : null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        _chain.Take(buffer.Span[..count]);
        return count;
    }
}

/// <summary>Reads pages out of bytes that come in pieces of any size, in bounded memory.</summary>
internal sealed class OggChain(Action<IcyMetadata> onTitle) : IMarkerSource
{
    private const int PageHeader = 27;

    // A cover may follow the title in the comments; nobody needs it.
    private const int MaxPacket = 64 * 1024;
    private readonly byte[] _header = new byte[PageHeader + 255];
    private readonly List<byte> _packet = [];
    private int _have;
    private int _body;
    private int _take;
    private bool _endsPacket;
    private bool? _isOgg;
    private uint? _serial;
    private string _codec = "";
    private int _clock;
    private bool _first = true;
    private bool _wantsIdentity;
    private bool _wantsComments;
    private bool _titled;
    private double _before;
    private long? _from;
    private long _to;

    public bool IsOgg => _isOgg == true;

    public IReadOnlyList<CueMarker> Cues => [];

    /// <summary>Length of the audio so far, by the pages' own count of samples.</summary>
    public TimeSpan Position => TimeSpan.FromSeconds(_before + Seconds);

    // A jump of a damaged or hostile counter is no time.
    private double Seconds => _from is { } from && _to > from ? Math.Min((_to - (double)from) / _clock, 7 * 24 * 3600) : 0;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _isOgg != false)
        {
            if (_body > 0)
            {
                var count = Math.Min(_body, bytes.Length);
                Body(bytes[..count]);
                bytes = bytes[count..];
                continue;
            }

            _header[_have++] = bytes[0];
            bytes = bytes[1..];
            Header();
        }
    }

    private void Header()
    {
        if (_have <= 4)
        {
            if (_header[_have - 1] == "OggS"u8[_have - 1])
            {
                _isOgg ??= _have == 4 ? true : null;
                return;
            }

            // What does not begin with a page is not Ogg; later, one is looked for again.
            _isOgg ??= false;
            _have = _header[_have - 1] == (byte)'O' ? 1 : 0;
            return;
        }

        if (_have < PageHeader || _have < PageHeader + _header[26]) return;
        var lacing = _header.AsSpan(PageHeader, _header[26]);
        _have = 0;
        _body = 0;
        foreach (var size in lacing) _body += size;
        Page(lacing, BitConverter.ToInt64(_header, 6), BitConverter.ToUInt32(_header, 14), begins: (_header[5] & 2) != 0);
    }

    private void Page(ReadOnlySpan<byte> lacing, long granule, uint serial, bool begins)
    {
        _take = 0;
        if (begins) _wantsIdentity = true;
        else if (_serial != serial) return;
        if (begins || _wantsComments)
        {
            // Up to the end of the first packet; one that fills the page goes on in the next.
            foreach (var size in lacing)
            {
                _take += size;
                if (size < 255) break;
            }

            _endsPacket = lacing.IndexOfAnyExcept((byte)255) >= 0;
            if (begins) _packet.Clear();
        }
        else if (granule > 0)
        {
            // A listener comes in at any count; a link that began here, or a file, counts from zero.
            _from ??= _first && granule > 2L * _clock ? granule : 0;
            if (granule > _to) _to = granule;
        }
    }

    private void Body(ReadOnlySpan<byte> bytes)
    {
        _body -= bytes.Length;
        if (_take == 0) return;
        var wanted = bytes[..Math.Min(_take, bytes.Length)];
        _take -= wanted.Length;
        if (_packet.Count + wanted.Length <= MaxPacket) _packet.AddRange(wanted);
        else _packet.AddRange(wanted[..(MaxPacket - _packet.Count)]);
        if (_take > 0 || !_endsPacket) return;
        if (_wantsIdentity) Begin(BitConverter.ToUInt32(_header, 14));
        else if (_wantsComments) Comments();
        _packet.Clear();
    }

    private void Begin(uint serial)
    {
        _wantsIdentity = false;
        // Pictures and skeletons come in logical streams of their own.
        if (OggAudio.Identify(CollectionsMarshal.AsSpan(_packet)) is not { SampleRateHz: { } clock and > 0 } audio) return;
        _first = _serial is null;
        _before += Seconds;
        (_serial, _codec, _clock, _from, _to, _wantsComments) = (serial, audio.Codec, clock, null, 0, true);
    }

    private void Comments()
    {
        _wantsComments = false;
        var tags = OggComments.Read(CollectionsMarshal.AsSpan(_packet), _codec);
        if (tags?.Title is null && !_titled) return;
        _titled = true;
        onTitle(new IcyMetadata(tags switch { null or { Title: null } => "", { Artist: { } artist } => $"{artist} - {tags.Title}", _ => tags.Title }, null));
    }
}
