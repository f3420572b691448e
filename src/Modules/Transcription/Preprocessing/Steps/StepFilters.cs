using System.Globalization;

namespace Platform.Transcription.Preprocessing.Steps;

/// <summary>Filters of ffmpeg that several steps have.</summary>
internal static class StepFilters
{
    // ffmpeg's loudnorm works at this rate where it changes the gain from moment to moment; it is brought there by soxr and not left to chance.
    private const int LoudnormRate = 192_000;

    /// <summary>Peaks are held under this by the default chain, dBTP.</summary>
    public const double PeakDb = -2;

    public static SoundOperation.Filter HighPass(double hz) => new(Invariant($"highpass=f={hz}:poles=2"));

    public static SoundOperation.Filter Resample(int rate, int? precision = null) =>
        new(precision is { } bits ? Invariant($"aresample=resampler=soxr:precision={bits}:osr={rate}") : Invariant($"aresample=resampler=soxr:osr={rate}"), rate);

    public static SoundOperation.Filter Loudnorm(double lufs, double peakDb, double rangeLu, bool dualMono = false) =>
        new(Invariant($"{Resample(LoudnormRate).Text},loudnorm=I={lufs}:TP={peakDb}:LRA={rangeLu}{(dualMono ? ":dual_mono=true" : "")}"), LoudnormRate, Remembers: true);

    public static SoundOperation.Filter Loudnorm(LoudnormPreset preset, bool dualMono = false) => preset switch
    {
        LoudnormPreset.Speech => Loudnorm(-20, -1, 20, dualMono),
        LoudnormPreset.Music => Loudnorm(-16, -1, 11, dualMono),
        _ => Loudnorm(-24, -2, 15, dualMono),
    };

    public static SoundOperation.Filter Limit(double peakDb) => new(Invariant($"alimiter=limit={Math.Pow(10, peakDb / 20):0.####}:attack=5:release=50:level=false"));

    public static SoundOperation.Filter Dynamic(int frameMs, int gaussian, double peak, double maxGain) =>
        new(Invariant($"dynaudnorm=f={frameMs}:g={gaussian}:p={peak}:m={maxGain}"), Remembers: true);

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Targets of the variants' loudnorm: programme loudness, true peak, loudness range.</summary>
internal enum LoudnormPreset
{
    /// <summary>-24 LUFS, -2 dBTP, 15 LU.</summary>
    Default,

    /// <summary>-20 LUFS, -1 dBTP, 20 LU.</summary>
    Speech,

    /// <summary>-16 LUFS, -1 dBTP, 11 LU.</summary>
    Music,
}

/// <summary>Loudness by EBU R128: programme loudness in LUFS, true peak in dBTP.</summary>
internal enum LoudnessPreset
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>-23 LUFS, -2 dBTP.</summary>
    Default,

    /// <summary>-18 LUFS, -2 dBTP.</summary>
    BoostQuietVoices,
}
