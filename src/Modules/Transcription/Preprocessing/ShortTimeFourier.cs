using System.Numerics;

namespace Platform.Transcription.Preprocessing;

/// <summary>Frames of 25 ms every 12.5 ms at 16 kHz, Hann window, as 257 frequencies, and back.</summary>
internal sealed class ShortTimeFourier
{
    public const int Size = 512;
    public const int Window = 400;
    public const int Hop = 200;
    public const int Bins = (Size / 2) + 1;

    private readonly float[] _window = new float[Window];
    private readonly float[] _synthesis = new float[Window];
    private readonly int[] _reversed = new int[Size];
    private readonly (float Re, float Im)[] _roots = new (float, float)[Size / 2];
    private readonly (float Re, float Im)[] _work = new (float, float)[Size];

    public ShortTimeFourier()
    {
        for (var i = 0; i < Window; i++) _window[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Window)));

        // Two frames lie over each sample: divided by both windows' squares, they add up to the sample.
        for (var i = 0; i < Window; i++) _synthesis[i] = _window[i] / ((_window[i] * _window[i]) + (_window[(i + Hop) % Window] * _window[(i + Hop) % Window]));
        var bits = BitOperations.Log2(Size);
        for (var i = 0; i < Size; i++)
        {
            for (var bit = 0; bit < bits; bit++) _reversed[i] |= ((i >> bit) & 1) << (bits - 1 - bit);
        }

        for (var i = 0; i < _roots.Length; i++) _roots[i] = ((float)Math.Cos(2 * Math.PI * i / Size), (float)-Math.Sin(2 * Math.PI * i / Size));
    }

    /// <param name="frame">400 samples.</param>
    /// <param name="re">257 real parts.</param>
    /// <param name="im">257 imaginary parts.</param>
    public void Forward(ReadOnlySpan<float> frame, Span<float> re, Span<float> im)
    {
        Array.Clear(_work);
        for (var i = 0; i < Window; i++) _work[_reversed[i]] = (frame[i] * _window[i], 0);
        Transform();
        for (var k = 0; k < Bins; k++) (re[k], im[k]) = _work[k];
    }

    /// <summary>Adds the frame of a spectrum onto samples.</summary>
    public void AddInverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> onto)
    {
        // The inverse is the transform of the conjugate; of a real signal only the real part counts.
        for (var k = 0; k < Size; k++)
        {
            var (r, i) = k < Bins ? (re[k], im[k]) : (re[Size - k], -im[Size - k]);
            _work[_reversed[k]] = (r, -i);
        }

        Transform();
        for (var i = 0; i < Window; i++) onto[i] += _work[i].Re / Size * _synthesis[i];
    }

    private void Transform()
    {
        for (var half = 1; half < Size; half *= 2)
        {
            var step = Size / (2 * half);
            for (var start = 0; start < Size; start += 2 * half)
            {
                for (int i = 0, root = 0; i < half; i++, root += step)
                {
                    var (w, high, low) = (_roots[root], _work[start + half + i], _work[start + i]);
                    var (re, im) = ((high.Re * w.Re) - (high.Im * w.Im), (high.Re * w.Im) + (high.Im * w.Re));
                    _work[start + i] = (low.Re + re, low.Im + im);
                    _work[start + half + i] = (low.Re - re, low.Im - im);
                }
            }
        }
    }
}
