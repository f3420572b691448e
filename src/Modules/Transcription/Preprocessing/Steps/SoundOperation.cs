namespace Platform.Transcription.Preprocessing.Steps;

/// <summary>What a step is made of.</summary>
internal abstract record SoundOperation
{
    /// <summary>A filter of ffmpeg.</summary>
    /// <param name="Text">As a filter graph has it.</param>
    /// <param name="Rate">Samples per second after it; null: as before.</param>
    /// <param name="Remembers">What it makes of a moment depends on all that came before.</param>
    public sealed record Filter(string Text, int? Rate = null, bool Remembers = false) : SoundOperation;

    /// <summary>Takes out what is above a frequency, where the sound has anything there.</summary>
    public sealed record LowPass(double Hz) : SoundOperation;

    /// <summary>RNNoise, whose model is known where the recording is opened.</summary>
    public sealed record Rnnoise(double Mix) : SoundOperation;

    /// <summary>A gain that is known, and the peak it must not pass; null: no limiter.</summary>
    public sealed record Gain(double GainDb, double? LimitDb) : SoundOperation;

    /// <summary>One constant gain for the whole, worked out from a measurement of the sound up to here.</summary>
    public sealed record Level(Func<SoundLevels, Gain> Change) : SoundOperation;

    /// <summary>The spectral gate, which comes after ffmpeg and so after everything else.</summary>
    /// <param name="Decrease">By how much noise is made quieter, 0 to 1.</param>
    /// <param name="Deviations">How many standard deviations above the noise's mean still count as noise.</param>
    public sealed record Gate(float Decrease, double Deviations) : SoundOperation;
}

/// <summary>What was measured over the whole of a recording; null of silence.</summary>
/// <param name="Lufs">Programme loudness (EBU R128).</param>
/// <param name="TruePeakDb">dBTP (ITU-R BS.1770-5 annex 2).</param>
/// <param name="PeakDb">Largest sample, dBFS.</param>
internal sealed record SoundLevels(double? Lufs, double? TruePeakDb, double? PeakDb);
