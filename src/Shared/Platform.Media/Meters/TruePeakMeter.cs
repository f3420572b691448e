using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Platform.Media.Meters;

/// <summary>
/// True peak of one channel by oversampling with the interpolating filter of ITU-R BS.1770-5 annex 2: four times below
/// 96 kHz, twice below 192 kHz, not at all above.
/// </summary>
internal sealed class TruePeakMeter
{
    private const int Taps = 12;

    // Stretches that cannot exceed the peak found so far are passed over: most of any programme.
    private const int Stretch = 512;

    private static readonly float[][] Phases = MakePhases();
    private static readonly float LargestGain = Phases.Max(phase => phase.Sum(MathF.Abs));
    private readonly float[][] _phases;
    private readonly float[] _samples;

    public TruePeakMeter(int sampleRate, int longestBlock)
    {
        _phases = sampleRate < 96_000 ? Phases : sampleRate < 192_000 ? [Phases[0], Phases[2]] : [];
        _samples = new float[Taps - 1 + longestBlock];
    }

    /// <summary>Largest magnitude so far, full scale being 1.</summary>
    public float Peak { get; private set; }

    public void Add(ReadOnlySpan<float> block)
    {
        block.CopyTo(_samples.AsSpan(Taps - 1));
        for (var start = 0; start < block.Length; start += Stretch)
        {
            var length = Math.Min(Stretch, block.Length - start);
            var window = _samples.AsSpan(start, length + Taps - 1);
            Peak = Math.Max(Peak, MathF.Abs(TensorPrimitives.MaxMagnitude<float>(window[(Taps - 1)..])));
            if (MathF.Abs(TensorPrimitives.MaxMagnitude<float>(window)) * LargestGain <= Peak) continue;
            foreach (var phase in _phases) Peak = Math.Max(Peak, Interpolate(window, length, phase));
        }

        _samples.AsSpan(block.Length, Taps - 1).CopyTo(_samples);
    }

    private static float Interpolate(ReadOnlySpan<float> window, int length, float[] phase)
    {
        ref var first = ref MemoryMarshal.GetReference(window);
        var peaks = Vector<float>.Zero;
        var i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var tap = 0; tap < Taps; tap++)
                sum += Vector.LoadUnsafe(ref first, (nuint)(i + Taps - 1 - tap)) * phase[tap];
            peaks = Vector.Max(peaks, Vector.Abs(sum));
        }

        var peak = 0f;
        for (var lane = 0; lane < Vector<float>.Count; lane++) peak = Math.Max(peak, peaks[lane]);
        for (; i < length; i++)
        {
            var sum = 0f;
            for (var tap = 0; tap < Taps; tap++) sum += window[i + Taps - 1 - tap] * phase[tap];
            peak = Math.Max(peak, MathF.Abs(sum));
        }

        return peak;
    }

    // The table of annex 2; the third and fourth phases are the second and first reversed.
    private static float[][] MakePhases()
    {
        float[] first =
        [
            0.0017089843750f, 0.0109863281250f, -0.0196533203125f, 0.0332031250000f, -0.0594482421875f, 0.1373291015625f,
            0.9721679687500f, -0.1022949218750f, 0.0476074218750f, -0.0266113281250f, 0.0148925781250f, -0.0083007812500f,
        ];
        float[] second =
        [
            -0.0291748046875f, 0.0292968750000f, -0.0517578125000f, 0.0891113281250f, -0.1665039062500f, 0.4650878906250f,
            0.7797851562500f, -0.2003173828125f, 0.1015625000000f, -0.0582275390625f, 0.0330810546875f, -0.0189208984375f,
        ];
        return [first, second, [.. second.Reverse()], [.. first.Reverse()]];
    }
}
