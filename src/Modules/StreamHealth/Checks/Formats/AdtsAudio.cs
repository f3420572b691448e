using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Recognises AAC in ADTS frames (ISO 13818-7).</summary>
internal static class AdtsAudio
{
    private const int MinFrames = 4;
    private const int HeaderLength = 7;
    private const int SamplesPerBlock = 1024;

    /// <summary>Core rates up to this are the half of what HE-AAC plays.</summary>
    private const int MaxHalvedRate = 24000;

    private static readonly int[] Rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    /// <param name="data">The beginning of the stream; frames need not start at once.</param>
    /// <param name="mediaType">Tells HE-AAC ("audio/aacp") from AAC at a low rate: ADTS headers do not.</param>
    public static AudioFormat? Recognise(ReadOnlySpan<byte> data, string? mediaType)
    {
        for (var at = 0; at + HeaderLength <= data.Length; at++)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0) return null;
            at += next;
            if (TryParse(data[at..], out var first) && Chain(data[at..], first, mediaType) is { } found) return found;
        }

        return null;
    }

    /// <summary>Length of the frames, from the first one that others follow to where they break off; null without frames.</summary>
    public static double? Seconds(ReadOnlySpan<byte> data)
    {
        for (var at = data.IndexOf((byte)0xFF); at >= 0 && at + HeaderLength <= data.Length; at++)
        {
            if (TryParse(data[at..], out var first) && Walk(data[at..], first) is { Frames: >= MinFrames } chain)
                return (double)chain.Blocks * SamplesPerBlock / first.SampleRate;
            var next = data[(at + 1)..].IndexOf((byte)0xFF);
            if (next < 0) break;
            at += next;
        }

        return null;
    }

    private static AudioFormat? Chain(ReadOnlySpan<byte> data, Header first, string? mediaType)
    {
        var (frames, bytes, blocks) = Walk(data, first);
        if (frames < MinFrames) return null;
        var kbps = (int)Math.Round(bytes * 8.0 * first.SampleRate / (blocks * SamplesPerBlock) / 1000);
        var halved = first.SampleRate <= MaxHalvedRate;
        var he = halved && mediaType is "audio/aacp" or "application/aacp";
        return new AudioFormat(new MeasuredAudio
        {
            Codec = he ? "HE-AAC" : "AAC",
            Container = "ADTS",
            Profile = first.Profile switch { 1 => "Main", 2 => "LC", 3 => "SSR", _ => "LTP" },
            BitrateKbps = kbps,
            BitrateMode = null,
            SampleRateHz = he ? first.SampleRate * 2 : first.SampleRate,
            Channels = first.Channels == 0 ? null : first.Channels == 7 ? 8 : first.Channels,
            Note = he ? $"core rate {first.SampleRate} Hz; a mono core may play in stereo (HE-AAC v2)"
                : halved ? "may be HE-AAC at twice this rate: the frame headers do not tell" : null,
        });
    }

    private static (int Frames, long Bytes, long Blocks) Walk(ReadOnlySpan<byte> data, Header first)
    {
        var (frames, bytes, blocks) = (0, 0L, 0L);
        for (var at = 0; at <= data.Length && TryParse(data[at..], out var frame) && frame.SampleRate == first.SampleRate && frame.Profile == first.Profile; at += frame.Length)
        {
            frames++;
            bytes += frame.Length;
            blocks += frame.Blocks;
        }

        return (frames, bytes, blocks);
    }

    private static bool TryParse(ReadOnlySpan<byte> at, out Header header)
    {
        header = default;
        if (at.Length < HeaderLength || at[0] != 0xFF || (at[1] & 0xF6) != 0xF0) return false;
        var rate = (at[2] >> 2) & 15;
        var length = ((at[3] & 3) << 11) | (at[4] << 3) | (at[5] >> 5);
        if (rate >= Rates.Length || length < HeaderLength) return false;
        header = new Header((at[2] >> 6) + 1, Rates[rate], ((at[2] & 1) << 2) | (at[3] >> 6), length, (at[6] & 3) + 1);
        return true;
    }

    private readonly record struct Header(int Profile, int SampleRate, int Channels, int Length, int Blocks);
}
