namespace Platform.Media.Meters;

/// <summary>
/// A compact fingerprint of audio: every 23 ms the level of 16 bands from 100 Hz to 5 kHz. Frames that cannot be heard
/// are zero, and of the others each band's mean is taken off, so that only what changes counts.
/// </summary>
internal sealed class SpectralShape
{
    public const int Bands = 16;
    public const int Hop = 256;

    private const int Window = 512;
    private const float Floor = -80;
    private const float Most = 25;
    private const double LowestHz = 100, HighestHz = 5000;

    // A frame this far under the loudest is a pause.
    private const float BelowLoudest = 45;
    private const float Inaudible = -60;

    private readonly Fourier _fourier = new(Window);
    private readonly int[] _edges = new int[Bands + 1];
    private readonly float[] _first = new float[(Window / 2) + 1];
    private readonly float[] _second = new float[(Window / 2) + 1];
    private readonly float[] _input = new float[Window + Hop];
    private readonly float[] _levels;
    private readonly float[] _loudness;
    private int _filled;

    public SpectralShape(double rate, int maxFrames)
    {
        _levels = new float[maxFrames * Bands];
        _loudness = new float[maxFrames];
        for (var i = 0; i <= Bands; i++)
        {
            var bin = (int)Math.Round(LowestHz * Math.Pow(HighestHz / LowestHz, (double)i / Bands) / rate * Window);
            _edges[i] = Math.Clamp(i == 0 ? bin : Math.Max(bin, _edges[i - 1] + 1), 1, _first.Length);
        }
    }

    public int Frames { get; private set; }

    public void Add(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty && Frames < _loudness.Length - 1)
        {
            var count = Math.Min(samples.Length, _input.Length - _filled);
            samples[..count].CopyTo(_input.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled < _input.Length) break;
            _fourier.Power(_input.AsSpan(0, Window), _input.AsSpan(Hop), _first, _second);
            AddFrame(_first);
            AddFrame(_second);
            _filled = Window + Hop - (2 * Hop);
            _input.AsSpan(2 * Hop).CopyTo(_input);
        }
    }

    /// <summary>Centres the frames. They are changed in place: call once, at the end.</summary>
    public Fingerprint Finish()
    {
        var levels = _levels.AsSpan(0, Frames * Bands);
        var threshold = Inaudible;
        for (var frame = 0; frame < Frames; frame++) threshold = Math.Max(threshold, _loudness[frame] - BelowLoudest);
        Span<double> means = stackalloc double[Bands];
        means.Clear();
        var audible = 0;
        for (var frame = 0; frame < Frames; frame++)
        {
            if (_loudness[frame] < threshold) continue;
            audible++;
            for (var band = 0; band < Bands; band++) means[band] += levels[(frame * Bands) + band];
        }

        for (var band = 0; band < Bands && audible > 0; band++) means[band] /= audible;
        var energies = new double[Frames + 1];
        for (var frame = 0; frame < Frames; frame++)
        {
            var vector = levels.Slice(frame * Bands, Bands);
            var energy = 0.0;
            for (var band = 0; band < Bands; band++)
            {
                vector[band] = _loudness[frame] < threshold ? 0 : Math.Clamp(vector[band] - (float)means[band], -Most, Most);
                energy += vector[band] * vector[band];
            }

            energies[frame + 1] = energies[frame] + energy;
        }

        return new Fingerprint(levels.ToArray(), energies, audible);
    }

    private void AddFrame(ReadOnlySpan<float> power)
    {
        var total = 0f;
        for (var band = 0; band < Bands; band++)
        {
            var sum = 0f;
            for (var bin = _edges[band]; bin < _edges[band + 1]; bin++) sum += power[bin];
            total += sum;
            _levels[(Frames * Bands) + band] = sum > 1e-8f ? Math.Max(Floor, 10 * MathF.Log10(sum)) : Floor;
        }

        _loudness[Frames++] = total > 1e-8f ? 10 * MathF.Log10(total) : Floor;
    }
}
