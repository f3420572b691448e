namespace Platform.Transcription.Preprocessing;

/// <summary>
/// Takes steady noise out: what of a frequency does not stand above the noise is made quieter, with the edges smoothed over 500 Hz and
/// 50 ms so that it does not chirp. stt-faster's denoise_light. As many samples come out as go in, four frames later.
/// </summary>
/// <param name="thresholds">Level of each frequency in dB below which it is noise.</param>
/// <param name="decrease">By how much noise is made quieter: 0 not at all, 1 to nothing.</param>
internal sealed class SpectralGate(float[] thresholds, float decrease)
{
    private const int FrequencyReach = 16;
    private const int TimeReach = 4;
    private const int Kept = (2 * TimeReach) + 1;

    private readonly ShortTimeFourier _fourier = new();
    private readonly float[] _frame = new float[ShortTimeFourier.Window];
    private readonly float[] _sum = new float[ShortTimeFourier.Window];
    private readonly float[] _sharp = new float[ShortTimeFourier.Bins];
    private readonly Spectrum[] _spectra = [.. Enumerable.Range(0, Kept).Select(_ => new Spectrum())];
    private float[] _output = [];
    private int _written;
    private int _filled = ShortTimeFourier.Hop;
    private long _frames;
    private long _taken;
    private long _given;

    private sealed class Spectrum
    {
        public readonly float[] Re = new float[ShortTimeFourier.Bins], Im = new float[ShortTimeFourier.Bins], Mask = new float[ShortTimeFourier.Bins];
    }

    /// <returns>What is ready, valid until the next call.</returns>
    public ReadOnlyMemory<float> Add(ReadOnlySpan<float> samples)
    {
        _written = 0;
        _taken += samples.Length;
        Push(samples);
        return _output.AsMemory(0, _written);
    }

    /// <returns>The rest.</returns>
    public ReadOnlyMemory<float> Finish()
    {
        _written = 0;
        Span<float> silence = stackalloc float[ShortTimeFourier.Hop];
        silence.Clear();
        while (_given < _taken) Push(silence);
        return _output.AsMemory(0, _written);
    }

    private void Push(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _frame.Length - _filled);
            samples[..count].CopyTo(_frame.AsSpan(_filled));
            samples = samples[count..];
            _filled += count;
            if (_filled < _frame.Length) break;
            Analyse(_spectra[_frames % Kept]);
            if (++_frames > TimeReach) Synthesise(_frames - 1 - TimeReach);
            _frame.AsSpan(ShortTimeFourier.Hop).CopyTo(_frame);
            _filled = _frame.Length - ShortTimeFourier.Hop;
        }
    }

    private void Analyse(Spectrum spectrum)
    {
        _fourier.Forward(_frame, spectrum.Re, spectrum.Im);
        for (var k = 0; k < _sharp.Length; k++) _sharp[k] = NoiseProfile.Level(spectrum.Re[k], spectrum.Im[k]) > thresholds[k] ? 1 : 0;

        // A triangle over the neighbouring frequencies.
        for (var k = 0; k < _sharp.Length; k++)
        {
            var (sum, weights) = (0f, 0f);
            for (var i = Math.Max(0, k - FrequencyReach); i <= Math.Min(_sharp.Length - 1, k + FrequencyReach); i++)
            {
                var weight = FrequencyReach + 1 - Math.Abs(i - k);
                (sum, weights) = (sum + (weight * _sharp[i]), weights + weight);
            }

            spectrum.Mask[k] = sum / weights;
        }
    }

    private void Synthesise(long frame)
    {
        var spectrum = _spectra[frame % Kept];
        var first = Math.Max(0, frame - TimeReach);
        for (var k = 0; k < ShortTimeFourier.Bins; k++)
        {
            var (sum, weights) = (0f, 0f);
            for (var f = first; f <= frame + TimeReach; f++)
            {
                var weight = TimeReach + 1 - Math.Abs(f - frame);
                (sum, weights) = (sum + (weight * _spectra[f % Kept].Mask[k]), weights + weight);
            }

            // The spectrum of a later frame is not touched: only masks of neighbours are read.
            var gain = 1 - (decrease * (1 - (sum / weights)));
            (spectrum.Re[k], spectrum.Im[k]) = (spectrum.Re[k] * gain, spectrum.Im[k] * gain);
        }

        _fourier.AddInverse(spectrum.Re, spectrum.Im, _sum);

        // The first half of the first frame lies before the sound.
        if (frame > 0) Give(_sum.AsSpan(0, ShortTimeFourier.Hop));
        _sum.AsSpan(ShortTimeFourier.Hop).CopyTo(_sum);
        _sum.AsSpan(ShortTimeFourier.Hop).Clear();
    }

    private void Give(ReadOnlySpan<float> samples)
    {
        samples = samples[..(int)Math.Min(samples.Length, _taken - _given)];
        if (_output.Length < _written + samples.Length) Array.Resize(ref _output, Math.Max(_written + samples.Length, _output.Length * 2));
        samples.CopyTo(_output.AsSpan(_written));
        (_written, _given) = (_written + samples.Length, _given + samples.Length);
    }
}
