using Platform.Media.Meters;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>
/// Whether what is heard is no programme: the same sound over and over, or one that never changes. stream_checker called
/// everything quiet and even an error message, pauses and silence included; here it must be heard, and must repeat.
/// </summary>
internal static class RepetitionFacts
{
    // Of the seconds' variances: speech and music differ by more, but for music on a strict beat, whose spectrum changes.
    private const double SteadySeconds = 0.05;
    private const double SteadyDb = 4;

    // A frame or a short buffer that is sent for ever: not one second differs from the next.
    private const double StuckSeconds = 0.005;
    private const double StuckDb = 6;

    public static ErrorDetection Of(AudioMeasurement audio)
    {
        var repetition = audio.Repetition;
        var heard = !audio.Silence.Detected && audio.Mix.AverageVolumeDb > audio.Silence.ThresholdDb;
        var steady = heard && IsSteady(audio.Mix, repetition.SpectralChangeDb);
        var loop = repetition.Detected && !steady ? repetition.Period : null;
        return new ErrorDetection
        {
            ErrorDetected = steady || loop is not null,
            RepetitivePatternDetected = steady || loop is not null,
            ErrorMessages = steady || loop is not null ? ["Repetitive audio pattern detected (possible error message)"] : [],
            SteadySound = steady,
            LoopSeconds = loop is { } period ? Math.Round(period.TotalSeconds, 2) : null,
            SpectralChangeDb = Math.Round(repetition.SpectralChangeDb, 1),
        };
    }

    private static bool IsSteady(MixMeasurement mix, double changeDb)
    {
        if (mix is not { SecondVarianceMean: { } mean and > 0, SecondVarianceDeviation: { } deviation }) return false;
        var difference = deviation / mean;
        return (difference < SteadySeconds && changeDb < SteadyDb) || (difference < StuckSeconds && changeDb < StuckDb);
    }
}
