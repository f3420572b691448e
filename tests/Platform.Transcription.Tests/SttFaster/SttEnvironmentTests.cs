using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Tests.SttFaster;

public sealed class SttEnvironmentTests
{
    /// <summary>ST-10.</summary>
    [Fact]
    public void Only_what_is_set_is_asked_of_the_engine()
    {
        var stt = Read(("STT_TRANSCRIBE_BEAM_SIZE", "7"));
        var recipe = stt.Apply(new TranscriptionRecipe { Language = "et" });
        Assert.Equal(new TranscriptionRecipe { Language = "et", Decoding = new() { BeamSize = 7 }, Formats = recipe.Formats }, recipe);
        Assert.Equal(new Dictionary<string, object?> { ["language"] = "et", ["beam_size"] = 7 }, DecodingArguments.Of(recipe, stt.Explicit));

        // Set to what it is anyway is set.
        var usual = Read(("STT_TRANSCRIBE_VAD_FILTER", "true"), ("STT_TRANSCRIBE_LOGPROB_THRESHOLD", "-0.8"));
        Assert.Equal(new Dictionary<string, object?> { ["vad_filter"] = true, ["log_prob_threshold"] = -0.8 }, DecodingArguments.Of(usual.Apply(new TranscriptionRecipe()), usual.Explicit));
        Assert.Empty(DecodingArguments.Of(Read().Apply(new TranscriptionRecipe())));
    }

    /// <summary>ST-11.</summary>
    [Theory]
    [InlineData("STT_TRANSCRIBE_BEAM_SIZE", "0", "beam_size")]
    [InlineData("STT_TRANSCRIBE_BEST_OF", "none", "best_of")]
    [InlineData("STT_TRANSCRIBE_VAD_THRESHOLD", "1.5", "vad_threshold")]
    [InlineData("STT_TRANSCRIBE_NO_SPEECH_THRESHOLD", "-1", "no_speech_threshold")]
    [InlineData("STT_TRANSCRIBE_CHUNK_LENGTH", "0", "chunk_length")]
    [InlineData("STT_TRANSCRIBE_TEMPERATURE", "0.4,0.2", "temperature")]
    [InlineData("STT_TRANSCRIBE_TASK", "sing", "task")]
    [InlineData("STT_PREPROCESS_TARGET_CH", "3", "target_ch")]
    [InlineData("STT_PREPROCESS_TARGET_SR", "0", "target_sr")]
    [InlineData("STT_PREPROCESS_RNNOISE_MIX", "1.1", "rnnoise_mix")]
    [InlineData("STT_PREPROCESS_ENABLED", "perhaps", "enabled")]
    [InlineData("STT_PREPROCESS_LOUDNORM_PRESET", "loud", "loudnorm_preset")]
    [InlineData("STT_DEVICE", "tpu", "device")]
    [InlineData("STT_DEVICE", "cuda/float8", "device")]
    public void A_wrong_value_is_an_error_that_names_variable_and_option(string variable, string value, string option)
    {
        var error = SttEnvironment.Read(new Dictionary<string, string?> { [variable] = value }).Error;
        Assert.Equal("transcription.variable_invalid", error?.Code);
        Assert.Equal([option], error!.Fields.Keys);
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_reaches_the_recipe()
    {
        var recipe = Read(
            ("STT_TRANSCRIBE_BEST_OF", "3"), ("STT_TRANSCRIBE_PATIENCE", "1.1"), ("STT_TRANSCRIBE_TEMPERATURE", "0.0, 0.2,0.4"), ("STT_TRANSCRIBE_COMPRESSION_RATIO_THRESHOLD", "2.2"),
            ("STT_TRANSCRIBE_LENGTH_PENALTY", "0.98"), ("STT_TRANSCRIBE_CONDITION_ON_PREVIOUS_TEXT", "yes"), ("STT_TRANSCRIBE_SUPPRESS_TOKENS", "none"), ("STT_TRANSCRIBE_WORD_TIMESTAMPS", "1"),
            ("STT_TRANSCRIBE_TASK", "translate"), ("STT_TRANSCRIBE_INITIAL_PROMPT", "Vikerraadio"), ("STT_TRANSCRIBE_VAD_FILTER", "0"), ("STT_TRANSCRIBE_MIN_SILENCE_DURATION_MS", "500"),
            ("STT_TRANSCRIBE_MAX_SPEECH_DURATION_S", "12"), ("STT_TRANSCRIBE_SPEECH_PAD_MS", "100"), ("STT_TRANSCRIBE_MIN_SPEECH_DURATION_MS", "0"),
            ("STT_PREPROCESS_LOUDNORM_PRESET", "boost-quiet-voices"), ("STT_PREPROCESS_RNNOISE_MODEL", "/m/sh.rnnn"), ("STT_PREPROCESS_OUTPUT_DIR", "/s"), ("STT_PREPROCESS_DENOISE", "true")).Apply(new TranscriptionRecipe());
        Assert.Equal((3, 1.1, 0, 0.2, 2.2, 0.98, true, false), (
            recipe.Decoding.BestOf, recipe.Decoding.Patience, recipe.Decoding.Temperature, recipe.Decoding.TemperatureIncrement, recipe.Decoding.CompressionRatioThreshold, recipe.Decoding.LengthPenalty,
            recipe.Decoding.ConditionOnPreviousText, recipe.Decoding.SuppressNonSpeech));
        Assert.Equal((true, Speech.SpeechTask.TranslateToEnglish, "Vikerraadio"), (recipe.WordTimes, recipe.Task, recipe.Prompt));
        Assert.Equal((false, 500, 12, 100, 0), (recipe.Voice.Enabled, recipe.Voice.MinSilenceMs, recipe.Voice.MaxSpeechSeconds, recipe.Voice.SpeechPadMs, recipe.Voice.MinSpeechMs));
        Assert.Equal([new HighPassStep(), new ResampleStep(), new RnnoiseStep { Mix = 0.4 }, new LoudnessStep { Preset = LoudnessPreset.BoostQuietVoices }, new DenoiseStep()], recipe.Preprocessing.Steps);
    }

    [Fact]
    public void What_has_no_effect_here_is_said()
    {
        var stt = Read(("STT_TRANSCRIBE_NO_REPEAT_NGRAM_SIZE", "3"), ("STT_PREPROCESS_TARGET_SR", "48000"), ("RNNOISE_MODEL_URL", "https://example.org/x"), ("STT_PREPROCESS_TMP_DIR", "/tmp"));
        Assert.Equal(3, stt.Warnings.Count);
        Assert.Equal("https://example.org/x", stt.Places.RnnoiseModelUrl);
        Assert.Contains(stt.Apply(new TranscriptionRecipe()).Preprocessing.Steps, s => s is RnnoiseStep);
        Assert.Contains(stt.Warnings, w => w.StartsWith("STT_TRANSCRIBE_NO_REPEAT_NGRAM_SIZE has no effect", StringComparison.Ordinal));
    }

    /// <summary>ST-08.</summary>
    [Theory]
    [InlineData("cpu", "cpu", "int8")]
    [InlineData("CPU/float16", "cpu", "int8")]
    [InlineData("cuda", "cuda", "float16")]
    [InlineData("cuda/int8_float16", "cuda", "int8_float16")]
    public void A_processor_always_works_with_int8(string value, string device, string compute) => Assert.Equal(new SttDevice(device, compute), Read(("STT_DEVICE", value)).Device);

    private static SttEnvironment Read(params (string Name, string Value)[] variables) =>
        SttEnvironment.Read(variables.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value))).Value;
}
