namespace Platform.Media.Meters;

/// <summary>
/// Finds audio that repeats itself: a message played over and over, an encoder that sends the same buffer again. First a
/// compact spectral fingerprint is compared with itself; only where it nearly repeats are the waveforms laid on each
/// other. Neither pauses nor a low level nor a steady sound look like a repetition, because only what changes is compared.
/// </summary>
/// <param name="rate">Of the low rate samples.</param>
/// <param name="length">How much of the beginning is looked at: bounds memory and time.</param>
internal sealed class RepetitionMeter(double rate, TimeSpan length)
{
    private const double ShortestSeconds = 0.25;

    // A period must be seen to come back for this share of the audio.
    private const double LongestShare = 0.6;
    private const double LeastSeconds = 3;
    private const double LikelySimilarity = 0.7;
    private const int MostCandidates = 4;
    private const double LeastAudible = 0.25;

    // Below this nothing changes: a tone, a hum, a hiss. That is another finding.
    private const double UnchangingDb = 1;

    // A bar of music repeats its beats within itself; a message does not.
    private const double BeatSimilarity = 0.45;
    private const double BeatSeconds = 1.2;
    private const double DrumShare = 0.75;
    private static readonly int[] BeatsPerBar = [2, 3, 4, 8];

    private readonly SpectralShape _shape = new(rate, (int)(length.TotalSeconds * rate / SpectralShape.Hop));
    private readonly float[] _signal = new float[(int)(length.TotalSeconds * rate)];
    private int _length;

    /// <param name="samples">Low rate samples, see <see cref="LowRate"/>.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        samples = samples[..Math.Min(samples.Length, _signal.Length - _length)];
        samples.CopyTo(_signal.AsSpan(_length));
        _length += samples.Length;
        _shape.Add(samples);
    }

    public RepetitionMeasurement Finish()
    {
        var fingerprint = _shape.Finish();
        var nothing = new RepetitionMeasurement { SpectralChangeDb = fingerprint.ChangeDb };
        var framesPerSecond = rate / SpectralShape.Hop;
        if (fingerprint.Frames < LeastSeconds * framesPerSecond || fingerprint.Audible < fingerprint.Frames * LeastAudible) return nothing;
        if (fingerprint.ChangeDb < UnchangingDb) return nothing;

        var (first, last) = ((int)(ShortestSeconds * framesPerSecond), (int)(fingerprint.Frames * LongestShare));
        var similarities = new double[last + 2];
        for (var lag = first / 4; lag < similarities.Length; lag++) similarities[lag] = fingerprint.Similarity(lag);
        foreach (var lag in Candidates(similarities, first, last))
        {
            var (share, period) = WaveMatch.At(_signal.AsSpan(0, _length), rate, lag * SpectralShape.Hop, SpectralShape.Hop * 3 / 2);
            if (share > 0)
            {
                return nothing with
                {
                    Period = TimeSpan.FromSeconds(period / rate),
                    RepeatedShare = share,
                    IsBeat = IsBeat(fingerprint, similarities, lag, period / rate),
                };
            }
        }

        return nothing;
    }

    // The shortest of the most likely: a multiple of the period is just as alike.
    private static IEnumerable<int> Candidates(double[] similarities, int first, int last) =>
        Enumerable.Range(first, Math.Max(0, last - first + 1))
            .Where(lag => similarities[lag] >= LikelySimilarity && similarities[lag] >= similarities[lag - 1] && similarities[lag] >= similarities[lag + 1])
            .OrderByDescending(lag => similarities[lag]).Take(MostCandidates).Order();

    private static bool IsBeat(Fingerprint fingerprint, double[] similarities, int lag, double seconds)
    {
        if (fingerprint.Burstiness() > DrumShare && seconds < 2 * BeatSeconds) return true;
        return seconds >= BeatSeconds && BeatsPerBar.Any(part => Around(similarities, lag / part) > BeatSimilarity);
    }

    private static double Around(double[] similarities, int lag) =>
        lag < 2 ? 0 : Math.Max(similarities[lag], Math.Max(similarities[lag - 1], similarities[lag + 1]));
}
