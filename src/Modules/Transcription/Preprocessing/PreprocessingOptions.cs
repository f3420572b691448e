using System.ComponentModel.DataAnnotations;

namespace Platform.Transcription.Preprocessing;

/// <summary>What is done to the sound before an engine hears it, in this order. Names and defaults are stt-faster's.</summary>
internal sealed record PreprocessingOptions
{
    /// <summary>Off: the engine hears the recording as it is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Everything below is taken out, in Hz, by a second-order high-pass; 0: nothing.</summary>
    [Range(0.0, 1000.0, ErrorMessage = "highPassHz must be between 0 and 1000.")]
    public double HighPassHz { get; init; } = 80;

    /// <summary>Share of the sound that goes through RNNoise, 0 to 1; needs its model (<c>STT_PREPROCESS_RNNOISE_MODEL</c>). 0: none.</summary>
    [Range(0.0, 1.0, ErrorMessage = "rnnoiseMix must be between 0 and 1.")]
    public double RnnoiseMix { get; init; }

    /// <summary>Which loudness the sound is brought to.</summary>
    public LoudnessPreset Loudness { get; init; } = LoudnessPreset.Default;

    /// <summary>Made louder by this besides, in dB; peaks are held.</summary>
    [Range(-30.0, 30.0, ErrorMessage = "volumeDb must be between -30 and 30.")]
    public double VolumeDb { get; init; }

    /// <summary>Whether steady noise is taken out by a spectral gate.</summary>
    public bool Denoise { get; init; }
}

/// <summary>Loudness by EBU R128: programme loudness in LUFS, true peak in dBTP, loudness range in LU.</summary>
internal enum LoudnessPreset
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>-23 LUFS, -2 dBTP, 8 LU.</summary>
    Default,

    /// <summary>-18 LUFS, -2 dBTP, 7 LU.</summary>
    BoostQuietVoices,
}
