using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Formats;

/// <summary>Recognises MP1, MP2 and MP3 by a chain of frames: single frame headers occur in any data.</summary>
internal static class MpegAudio
{
    private const int MinFrames = 3;
    private const int MaxFreeFrame = 4608;

    /// <summary>Looking for free format is costly; data made to look like it must not keep us busy.</summary>
    private const int MaxFreeTries = 16;

    public static AudioFormat? Recognise(ReadOnlySpan<byte> data)
    {
        var freeTries = 0;
        for (var at = 0; at + MpegFrame.HeaderLength <= data.Length; at++)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0) return null;
            at += next;
            if (!MpegFrame.TryParse(data[at..], out var first)) continue;
            if (first.Length == 0 && ++freeTries > MaxFreeTries) continue;
            var found = first.Length == 0 ? FreeFormat(data[at..], first) : Chain(data[at..], first);
            if (found is not null) return found;
        }

        return null;
    }

    /// <summary>Length of the frames, from the first one that others follow to where they break off; null without frames, or in free format.</summary>
    public static double? Seconds(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at + MpegFrame.HeaderLength <= data.Length; at++)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0) return null;
            at += next;
            if (!MpegFrame.TryParse(data[at..], out var first) || first.Length == 0) continue;
            var (frames, samples, position) = (0, 0L, at);
            while (position < data.Length && MpegFrame.TryParse(data[position..], out var frame) && frame.Length > 0 && frame.Continues(first))
            {
                frames++;
                samples += frame.Samples;
                position += frame.Length;
            }

            if (frames >= MinFrames) return (double)samples / first.SampleRate;
        }

        return null;
    }

    private static AudioFormat? Chain(ReadOnlySpan<byte> data, MpegFrame first)
    {
        long bytes = 0;
        long samples = 0;
        var frames = 0;
        var constant = true;
        for (var at = 0; MpegFrame.TryParse(data[at..], out var frame) && frame.Continues(first);)
        {
            frames++;
            constant &= frame.BitrateKbps == first.BitrateKbps;
            bytes += frame.Length;
            samples += frame.Samples;
            at += frame.Length;
            if (at > data.Length) break;
        }

        if (frames < MinFrames) return null;
        var kbps = constant ? first.BitrateKbps : (int)Math.Round(bytes * 8.0 * first.SampleRate / samples / 1000);
        return Describe(first, kbps, constant ? "CBR" : "VBR", note: null);
    }

    // Free format: every frame has the same unstated length, up to one byte of padding; find it by the next header like this.
    private static AudioFormat? FreeFormat(ReadOnlySpan<byte> data, MpegFrame first)
    {
        for (var length = 32; length <= MaxFreeFrame && length + MpegFrame.HeaderLength <= data.Length; length++)
        {
            if (!IsFreeAt(data, length, first)) continue;
            var at = length;
            var frames = 1;
            while (frames < MinFrames + 2 && (IsFreeAt(data, at, first) || IsFreeAt(data, ++at, first)))
            {
                frames++;
                at += length;
            }

            if (frames < MinFrames + 2) continue;
            var kbps = (int)Math.Round(length * 8.0 * first.SampleRate / first.Samples / 1000);
            return Describe(first, kbps, "CBR", "free-format frames: many players cannot play these");
        }

        return null;
    }

    private static bool IsFreeAt(ReadOnlySpan<byte> data, int at, MpegFrame first) =>
        at < data.Length && MpegFrame.TryParse(data[at..], out var frame) && frame.Length == 0 && frame.Continues(first) && frame.Channels == first.Channels;

    private static AudioFormat Describe(MpegFrame frame, int kbps, string mode, string? note) => new(new MeasuredAudio
    {
        Codec = $"MP{frame.Layer}",
        BitrateKbps = kbps,
        BitrateMode = mode,
        SampleRateHz = frame.SampleRate,
        Channels = frame.Channels,
        Note = note,
    });
}
