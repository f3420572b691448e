using System.Text.Json.Serialization;

namespace Platform.Transcription.Preprocessing.Steps;

/// <summary>
/// One thing that is done to the sound, with what it needs to know. Names are stt-faster's where it has such a step; the JSON
/// says which it is by <c>step</c>. What it can be is told by <see cref="StepKinds"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Discriminator)]
[JsonDerivedType(typeof(HighPassStep), "highpass")]
[JsonDerivedType(typeof(LowPassStep), "lowpass")]
[JsonDerivedType(typeof(ResampleStep), "resample")]
[JsonDerivedType(typeof(RnnoiseStep), "rnnoise")]
[JsonDerivedType(typeof(LoudnessStep), "loudness")]
[JsonDerivedType(typeof(FfmpegStep), "ffmpeg")]
[JsonDerivedType(typeof(DenoiseStep), "denoise")]
[JsonDerivedType(typeof(CustomDenoiseStep), "denoise_custom")]
[JsonDerivedType(typeof(LoudnormStep), "loudnorm_only")]
[JsonDerivedType(typeof(HighPassLoudnormStep), "loudnorm_highpass")]
[JsonDerivedType(typeof(BandLoudnormStep), "highlow_aform_loudnorm")]
[JsonDerivedType(typeof(DualMonoLoudnormStep), "highlow_nosampl_loudnorm")]
[JsonDerivedType(typeof(FixedLoudnormStep), "aresampl_loudnorm_fixed")]
[JsonDerivedType(typeof(PreciseLoudnormStep), "aresampl_loudnorm_fixed2")]
[JsonDerivedType(typeof(LinearLoudnormStep), "loudnorm_2pass_linear")]
[JsonDerivedType(typeof(DynamicStep), "dynaudnorm")]
[JsonDerivedType(typeof(ConservativeDynamicStep), "dynaudnorm_conservative")]
[JsonDerivedType(typeof(LimiterStep), "limiter_only")]
[JsonDerivedType(typeof(VolumeStep), "volume_limiter")]
[JsonDerivedType(typeof(PeakStep), "peak_normalize_2pass")]
[JsonDerivedType(typeof(SoxPeakStep), "sox_peak_normalize")]
[JsonDerivedType(typeof(CompressorStep), "compressor_limiter")]
internal record PreprocessingStep
{
    public const string Discriminator = "step";

    /// <summary>Off: it keeps its place and does nothing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What it does, in the order of doing. Nothing where the JSON did not say which step it is; that is refused.</summary>
    internal virtual IEnumerable<SoundOperation> Operations => [];
}
