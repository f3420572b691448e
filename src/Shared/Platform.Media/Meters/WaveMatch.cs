using System.Numerics.Tensors;

namespace Platform.Media.Meters;

/// <summary>
/// Tells whether audio repeats itself sample by sample, which no performance does: blocks are laid over what comes one
/// period later, and moved a little to and fro, because players leave gaps of a few milliseconds.
/// </summary>
internal static class WaveMatch
{
    // What a lossy codec at a low bitrate leaves of the same waveform; music on a beat stays below 0.7.
    private const double Same = 0.85;
    private const double BlockSeconds = 0.4;
    private const double InaudiblePower = 1e-6;
    private const int GiveUpAfter = 4;
    private const double WantedShare = 0.8;

    /// <summary>The share of audible blocks that come again, and the exact period in samples; a share of 0 when it was clear early that they do not.</summary>
    /// <param name="signal">Low rate samples.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="lag">About the period, in samples.</param>
    /// <param name="slack">How far the period may be off, in samples.</param>
    public static (double Share, int Period) At(ReadOnlySpan<float> signal, double rate, int lag, int slack)
    {
        var length = (int)(BlockSeconds * rate);
        var (blocks, same, period) = (0, 0, lag);
        for (var start = 0; start + length + lag + slack <= signal.Length; start += length)
        {
            var block = signal.Slice(start, length);
            var energy = TensorPrimitives.SumOfSquares(block);
            if (energy < InaudiblePower * length) continue;
            blocks++;

            // Most often the period is what it was for the block before.
            var (match, at) = Best(signal, start, block, energy, period, 2);
            if (match < Same) (match, at) = Best(signal, start, block, energy, lag, slack);
            if (match >= Same) (same, period) = (same + 1, at);
            else if (blocks <= GiveUpAfter && blocks - same > GiveUpAfter / 2) return (0, lag);
        }

        var share = blocks == 0 ? 0 : (double)same / blocks;
        return (share >= WantedShare ? share : 0, period);
    }

    private static (double Match, int Lag) Best(ReadOnlySpan<float> signal, int start, ReadOnlySpan<float> block, double energy, int lag, int slack)
    {
        var (best, at) = (0.0, lag);
        var other = 0.0;
        for (var shift = Math.Max(1, lag - slack); shift <= lag + slack && start + shift + block.Length <= signal.Length; shift++)
        {
            var later = signal.Slice(start + shift, block.Length);

            // The energy moves with the window; now and then it is summed anew against rounding.
            if (other <= 0 || shift % 64 == 0) other = TensorPrimitives.SumOfSquares(later);
            else other += (later[^1] * later[^1]) - (signal[start + shift - 1] * signal[start + shift - 1]);
            if (other < energy / 4 || other > energy * 4) continue;
            var match = TensorPrimitives.Dot(block, later) / Math.Sqrt(energy * other);
            if (match > best) (best, at) = (match, shift);
        }

        return (best, at);
    }
}
