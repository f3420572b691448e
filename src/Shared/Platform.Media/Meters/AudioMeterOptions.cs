namespace Platform.Media.Meters;

/// <summary>What counts as silence and clipping.</summary>
public sealed record AudioMeterOptions
{
    /// <summary>A 100 ms window is silent when its RMS on the louder channel is below this, in dBFS.</summary>
    public double SilenceThresholdDb { get; init; } = -40;

    /// <summary>Silence of at least this length is reported as a period.</summary>
    public TimeSpan MinimumSilence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most silence periods that are kept; bounds the memory on endless input.</summary>
    public int MaxSilencePeriods { get; init; } = 1000;

    /// <summary>How much of the beginning is looked at for repetition and hum; costs 46 kB of memory per second.</summary>
    public TimeSpan RepetitionLength { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A sample of this magnitude or more is clipped, full scale being 1.</summary>
    public float ClippingLevel { get; init; } = 0.99f;
}
