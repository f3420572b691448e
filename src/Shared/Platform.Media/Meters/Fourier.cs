using System.Numerics;

namespace Platform.Media.Meters;

/// <summary>
/// The power of two signals per frequency, from one transform: the first is put in as the real part, the second as the
/// imaginary one, and what lies at k and n - k tells them apart. Hann window.
/// </summary>
internal sealed class Fourier
{
    private readonly int _size;
    private readonly float[] _window;
    private readonly int[] _reversed;
    private readonly Complex32[] _roots;
    private readonly Complex32[] _work;

    /// <param name="size">A power of two.</param>
    public Fourier(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(size), true);
        _size = size;
        _window = new float[size];
        _reversed = new int[size];
        _roots = new Complex32[size / 2];
        _work = new Complex32[size];
        var bits = BitOperations.Log2((uint)size);
        for (var i = 0; i < size; i++)
        {
            _window[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / size)));
            for (var bit = 0; bit < bits; bit++) _reversed[i] |= ((i >> bit) & 1) << (bits - 1 - bit);
        }

        for (var i = 0; i < _roots.Length; i++) _roots[i] = new Complex32((float)Math.Cos(2 * Math.PI * i / size), (float)-Math.Sin(2 * Math.PI * i / size));
    }

    /// <summary>Frequencies from zero to half the sample rate.</summary>
    public int Bins => (_size / 2) + 1;

    /// <summary>Power per frequency of each signal; a full-scale sine has 1 at its own.</summary>
    public void Power(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> firstPower, Span<float> secondPower)
    {
        for (var i = 0; i < _size; i++)
        {
            var window = _window[i];
            _work[_reversed[i]] = new Complex32(first[i] * window, second[i] * window);
        }

        Transform();
        // The window lets through half the amplitude, a sine is half in each of its two frequencies, and each part below is doubled.
        var scale = 2f / _size * (2f / _size);
        for (var k = 0; k < Bins; k++)
        {
            var (a, b) = (_work[k], _work[(_size - k) % _size]);
            firstPower[k] = (Square(a.Re + b.Re) + Square(a.Im - b.Im)) * scale;
            secondPower[k] = (Square(a.Im + b.Im) + Square(a.Re - b.Re)) * scale;
        }
    }

    private static float Square(float value) => value * value;

    private void Transform()
    {
        var work = _work.AsSpan();
        for (var half = 1; half < _size; half *= 2)
        {
            var step = _size / (2 * half);
            for (var start = 0; start < _size; start += 2 * half)
            {
                var low = work.Slice(start, half);
                var high = work.Slice(start + half, half);
                for (int i = 0, root = 0; i < low.Length; i++, root += step)
                {
                    var (w, h, l) = (_roots[root], high[i], low[i]);
                    var (re, im) = ((h.Re * w.Re) - (h.Im * w.Im), (h.Re * w.Im) + (h.Im * w.Re));
                    low[i] = new Complex32(l.Re + re, l.Im + im);
                    high[i] = new Complex32(l.Re - re, l.Im - im);
                }
            }
        }
    }

    private readonly record struct Complex32(float Re, float Im);
}
