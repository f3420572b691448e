using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Platform.Media.Meters;

internal static class Interleaved
{
    /// <summary>Splits left-right pairs into two channels.</summary>
    public static void Split(ReadOnlySpan<float> pairs, Span<float> left, Span<float> right)
    {
        var packed = MemoryMarshal.Cast<float, ulong>(pairs);
        var i = 0;
        for (; i <= packed.Length - (2 * Vector256<ulong>.Count); i += 2 * Vector256<ulong>.Count)
        {
            var first = Vector256.Create(packed[i..]);
            var second = Vector256.Create(packed[(i + Vector256<ulong>.Count)..]);
            Vector256.Narrow(first, second).AsSingle().CopyTo(left[i..]);
            Vector256.Narrow(first >>> 32, second >>> 32).AsSingle().CopyTo(right[i..]);
        }

        for (; i < packed.Length; i++)
        {
            left[i] = pairs[2 * i];
            right[i] = pairs[(2 * i) + 1];
        }
    }

    /// <summary>Broken decoders write NaN and infinity; they become silence, so that no meter is poisoned.</summary>
    public static void RemoveNonFinite(Span<float> samples)
    {
        foreach (ref var sample in samples)
        {
            if (!float.IsFinite(sample)) sample = 0;
        }
    }
}
