using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;

namespace Platform.Transcription.SttFaster;

/// <summary>The variables <c>STT_PREPROCESS_*</c>.</summary>
internal static class SttPreprocessing
{
    public const string Prefix = "STT_PREPROCESS_";

    /// <summary>Where RNNoise's model is downloaded from when it is not there.</summary>
    public const string ModelUrl = "RNNOISE_MODEL_URL";

    private static readonly Dictionary<string, LoudnessPreset> Loudness = new() { ["default"] = LoudnessPreset.Default, ["boost-quiet-voices"] = LoudnessPreset.BoostQuietVoices, ["none"] = LoudnessPreset.None };
    private static readonly Dictionary<string, int> Profiles = new() { ["auto"] = 0, ["gpu"] = 0, ["cpu"] = 0 };

    public static void Read(SttReader reader)
    {
        reader.Flag(Prefix + "ENABLED", (r, v) => With(r, p => p with { Enabled = v }));
        reader.Whole(Prefix + "TARGET_SR", 1, int.MaxValue, (r, _) => r);
        reader.Without(Prefix + "TARGET_SR", "engines hear 16 kHz.");
        reader.Whole(Prefix + "TARGET_CH", 1, 2, (r, _) => r);
        reader.Without(Prefix + "TARGET_CH", "engines hear one channel.");
        reader.Word(Prefix + "PROFILE", Profiles, (r, _) => r);
        reader.Without(Prefix + "PROFILE", "there is one way of doing it, on the processor.");
        reader.Without(Prefix + "TMP_DIR", "nothing is written in between.");
        reader.Word(Prefix + "LOUDNORM_PRESET", Loudness, (r, v) => With(r, p => p.With(v == LoudnessPreset.None ? null : new LoudnessStep { Preset = v })));
        if ((reader.Has(Prefix + "RNNOISE_MODEL") || reader.Has(ModelUrl)) && !reader.Has(Prefix + "RNNOISE_MIX")) reader.Changes.Add(r => With(r, p => p.With(new RnnoiseStep())));
        reader.Number(Prefix + "RNNOISE_MIX", 0, 1, (r, v) => With(r, p => p.With(v > 0 ? new RnnoiseStep { Mix = v } : null)));
        reader.Flag(Prefix + "DENOISE", (r, v) => With(r, p => p.With(v ? new DenoiseStep() : null)));
    }

    private static TranscriptionRecipe With(TranscriptionRecipe recipe, Func<PreprocessingOptions, PreprocessingOptions> change) => recipe with { Preprocessing = change(recipe.Preprocessing) };
}
