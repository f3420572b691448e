namespace Platform.StreamHealth.History.Aggregates;

/// <summary>
/// How often latencies of about one size were seen: four buckets to each doubling from 0.5 ms to 131 s, so that a
/// percentile is right within a tenth. Written as pairs of bucket and count (LEB128), which for one stream's hour is some
/// ten to thirty bytes; two such texts add up.
/// </summary>
internal static class LatencyBuckets
{
    private const int Count = 73;
    private const double LowestMs = 0.5;
    private const double PerDoubling = 4;

    public static byte[] Empty { get; } = [];

    public static byte[] Of(double milliseconds)
    {
        Span<uint> counts = stackalloc uint[Count];
        counts[BucketOf(milliseconds)] = 1;
        return Write(counts);
    }

    public static byte[] Add(byte[] a, byte[] b)
    {
        if (a.Length == 0) return b;
        if (b.Length == 0) return a;
        Span<uint> counts = stackalloc uint[Count];
        Read(a, counts);
        Read(b, counts);
        return Write(counts);
    }

    /// <summary>The latency that a share of all checks did not exceed, milliseconds; null without any.</summary>
    public static double? Percentile(byte[] buckets, double share)
    {
        Span<uint> counts = stackalloc uint[Count];
        Read(buckets, counts);
        long all = 0;
        foreach (var count in counts) all += count;
        if (all == 0) return null;
        var wanted = Math.Max(1, (long)Math.Ceiling(all * share));
        var bucket = 0;
        for (long seen = counts[0]; seen < wanted; seen += counts[++bucket])
        {
        }

        return LowestMs * Math.Pow(2, (bucket - 0.5) / PerDoubling);
    }

    private static int BucketOf(double milliseconds) =>
        milliseconds < LowestMs ? 0 : Math.Min(Count - 1, 1 + (int)(PerDoubling * Math.Log2(milliseconds / LowestMs)));

    private static void Read(byte[] text, Span<uint> counts)
    {
        for (var i = 0; i < text.Length;)
        {
            var bucket = text[i++];
            uint count = 0;
            for (var shift = 0; ; shift += 7)
            {
                count |= (uint)(text[i] & 0x7F) << shift;
                if (text[i++] < 0x80) break;
            }

            counts[bucket] += count;
        }
    }

    private static byte[] Write(ReadOnlySpan<uint> counts)
    {
        Span<byte> text = stackalloc byte[Count * 6];
        var length = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var count = counts[bucket];
            if (count == 0) continue;
            text[length++] = (byte)bucket;
            for (; count >= 0x80; count >>= 7) text[length++] = (byte)(count | 0x80);
            text[length++] = (byte)count;
        }

        return text[..length].ToArray();
    }
}
