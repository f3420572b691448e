using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>The decoder configuration of AAC (ISO 14496-3 section 1.6.2.1), as MP4 carries it.</summary>
/// <param name="ObjectType">2 is AAC-LC.</param>
/// <param name="SampleRate">Of the core, Hz.</param>
/// <param name="Channels">0 when the stream itself says.</param>
/// <param name="OutputRate">With spectral band replication, signalled explicitly; else null.</param>
/// <param name="HasParametricStereo">Whether a mono core plays in stereo.</param>
internal sealed record AudioSpecificConfig(int ObjectType, int SampleRate, int Channels, int? OutputRate, bool HasParametricStereo)
{
    private const int Sbr = 5;
    private const int Ps = 29;
    private const int Explicit = 15;
    private static readonly int[] Rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    public static AudioSpecificConfig? Read(ReadOnlySpan<byte> config)
    {
        var bits = new Bits(config);
        var type = Type(ref bits);
        var rate = Rate(ref bits);
        var channels = bits.Read(4);
        if (rate is null || bits.Ended) return null;
        int? output = null;
        var ps = type == Ps;
        if (type is Sbr or Ps)
        {
            // Hierarchical signalling: the rate above is the core's, the output's and the core's type follow.
            output = Rate(ref bits);
            type = Type(ref bits);
        }
        else if (Extension(ref bits, out var stereo) is { } extended)
        {
            (output, ps) = (extended, stereo);
        }

        return new AudioSpecificConfig(type, rate.Value, channels == 7 ? 8 : channels, output, ps);
    }

    public MeasuredAudio Describe(MeasuredAudio audio) => audio with
    {
        Codec = OutputRate is null ? "AAC" : "HE-AAC",
        Profile = (ObjectType, HasParametricStereo) switch { (2, false) => "LC", (2, true) => "LC, parametric stereo (v2)", (1, _) => "Main", (3, _) => "SSR", (42, _) => "xHE (USAC)", _ => null },
        SampleRateHz = OutputRate ?? SampleRate,
        Channels = HasParametricStereo && Channels == 1 ? 2 : Channels == 0 ? audio.Channels : Channels,
    };

    // Backward compatible signalling: behind the core's own configuration stands the sync word 0x2b7.
    private static int? Extension(ref Bits bits, out bool stereo)
    {
        stereo = false;
        const int SyncWord = 0x2B7;
        const int CoreDelay = 14;
        if (bits.Read(1) < 0) return null;
        if (bits.Read(1) == 1) bits.Read(CoreDelay);
        bits.Read(1);
        if (bits.Ended || bits.Read(11) != SyncWord || Type(ref bits) != Sbr || bits.Read(1) != 1) return null;
        var rate = Rate(ref bits);
        if (bits.Ended) return null;
        stereo = bits.Read(11) == 0x548 && bits.Read(1) == 1 && !bits.Ended;
        return rate;
    }

    private static int Type(ref Bits bits)
    {
        var type = bits.Read(5);
        return type == 31 ? 32 + bits.Read(6) : type;
    }

    private static int? Rate(ref Bits bits)
    {
        var index = bits.Read(4);
        if (index == Explicit) return bits.Read(24);
        return index < Rates.Length ? Rates[index] : null;
    }

    private ref struct Bits(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;
        private int _at;

        /// <summary>Whether more was read than there is; what is missing reads as 0.</summary>
        public bool Ended { get; private set; }

        public int Read(int count)
        {
            var value = 0;
            for (var i = 0; i < count; i++, _at++)
            {
                Ended |= _at >= _data.Length * 8;
                value = (value << 1) | (Ended ? 0 : (_data[_at >> 3] >> (7 - (_at & 7))) & 1);
            }

            return value;
        }
    }
}
