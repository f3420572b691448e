using System.Runtime.Intrinsics;

namespace Platform.Media.Meters;

/// <summary>
/// The K-weighting of ITU-R BS.1770-5 annex 1: a high shelf for the head, then a high pass. The coefficients are those of
/// the standard at 48 kHz, derived from the analogue prototype for other rates. Both channels run in one vector.
/// </summary>
internal sealed class KWeighting
{
    // Below this the filter's memory is nothing; left alone it would decay into slow denormal numbers.
    private const double Nothing = 1e-30;

    private readonly Vector128<double> _b0, _b1, _b2, _a1, _a2, _highPassA1, _highPassA2;
    private Vector128<double> _shelf1, _shelf2, _pass1, _pass2;

    public KWeighting(int sampleRate)
    {
        var k = Math.Tan(Math.PI * 1681.974450955533 / sampleRate);
        const double Q = 0.7071752369554196;
        var high = Math.Pow(10, 3.999843853973347 / 20);
        var band = Math.Pow(high, 0.4996667741545416);
        var a0 = 1 + (k / Q) + (k * k);
        _b0 = Vector128.Create((high + (band * k / Q) + (k * k)) / a0);
        _b1 = Vector128.Create(2 * ((k * k) - high) / a0);
        _b2 = Vector128.Create((high - (band * k / Q) + (k * k)) / a0);
        _a1 = Vector128.Create(-2 * ((k * k) - 1) / a0);
        _a2 = Vector128.Create(-(1 - (k / Q) + (k * k)) / a0);

        k = Math.Tan(Math.PI * 38.13547087602444 / sampleRate);
        const double HighPassQ = 0.5003270373238773;
        a0 = 1 + (k / HighPassQ) + (k * k);
        _highPassA1 = Vector128.Create(-2 * ((k * k) - 1) / a0);
        _highPassA2 = Vector128.Create(-(1 - (k / HighPassQ) + (k * k)) / a0);
    }

    /// <returns>The sum over both channels of the squares of the weighted samples.</returns>
    public double Energy(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var (s1, s2, p1, p2) = (_shelf1, _shelf2, _pass1, _pass2);
        var minusTwo = Vector128.Create(-2.0);
        var sum = Vector128<double>.Zero;
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var x = Vector128.Create((double)left[i], right[i]);
            var shelf = Vector128.MultiplyAddEstimate(_b0, x, s1);
            s1 = Vector128.MultiplyAddEstimate(_a1, shelf, Vector128.MultiplyAddEstimate(_b1, x, s2));
            s2 = Vector128.MultiplyAddEstimate(_a2, shelf, _b2 * x);
            var weighted = shelf + p1;
            p1 = Vector128.MultiplyAddEstimate(_highPassA1, weighted, Vector128.MultiplyAddEstimate(minusTwo, shelf, p2));
            p2 = Vector128.MultiplyAddEstimate(_highPassA2, weighted, shelf);
            sum = Vector128.MultiplyAddEstimate(weighted, weighted, sum);
        }

        (_shelf1, _shelf2, _pass1, _pass2) = (Settle(s1), Settle(s2), Settle(p1), Settle(p2));
        return sum[0] + sum[1];
    }

    private static Vector128<double> Settle(Vector128<double> state) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128.Abs(state), Vector128.Create(Nothing)), Vector128<double>.Zero, state);
}
