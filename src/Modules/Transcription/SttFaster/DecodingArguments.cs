using Platform.Transcription.Presets;

namespace Platform.Transcription.SttFaster;

/// <summary>The decoding options of a recipe by stt-faster's names: those that were set, and no others.</summary>
internal static class DecodingArguments
{
    /// <param name="recipe">What the engine was asked for.</param>
    /// <param name="set">Set by name, also where the value is the usual one.</param>
    public static IReadOnlyDictionary<string, object?> Of(TranscriptionRecipe recipe, IReadOnlyDictionary<string, object?>? set = null)
    {
        var arguments = new Dictionary<string, object?>();
        var usual = new TranscriptionRecipe();
        var (decoding, voice) = (recipe.Decoding, recipe.Voice);
        Add("language", recipe.Language);
        Add("beam_size", decoding.BeamSize);
        Add("best_of", decoding.BestOf);
        Add("patience", decoding.Patience);
        Add("length_penalty", decoding.LengthPenalty);
        Add("repetition_penalty", decoding.RepetitionPenalty);
        Add("no_repeat_ngram_size", decoding.NoRepeatNgramSize);
        Add("temperature", decoding.Temperature);
        Add("temperature_increment", decoding.TemperatureIncrement);
        Add("compression_ratio_threshold", decoding.CompressionRatioThreshold);
        Add("log_prob_threshold", decoding.LogProbabilityThreshold);
        Add("no_speech_threshold", decoding.NoSpeechThreshold);
        Add("initial_prompt", recipe.Prompt);
        AddChanged("task", recipe.Task == Speech.SpeechTask.Transcribe ? "transcribe" : "translate", "transcribe");
        AddChanged("word_timestamps", recipe.WordTimes, false);
        AddChanged("condition_on_previous_text", decoding.ConditionOnPreviousText, usual.Decoding.ConditionOnPreviousText);
        AddChanged("vad_filter", voice.Enabled, usual.Voice.Enabled);
        if (voice.Enabled)
        {
            AddChanged("vad_threshold", voice.Threshold, usual.Voice.Threshold);
            AddChanged("min_speech_duration_ms", voice.MinSpeechMs, usual.Voice.MinSpeechMs);
            AddChanged("max_speech_duration_s", voice.MaxSpeechSeconds, usual.Voice.MaxSpeechSeconds);
            AddChanged("min_silence_duration_ms", voice.MinSilenceMs, usual.Voice.MinSilenceMs);
            AddChanged("speech_pad_ms", voice.SpeechPadMs, usual.Voice.SpeechPadMs);
        }

        return arguments;

        void Add(string name, object? value)
        {
            if (value is not null) arguments[name] = value;
        }

        void AddChanged(string name, object value, object usually)
        {
            if (!value.Equals(usually) || set?.ContainsKey(name) == true) arguments[name] = value;
        }
    }
}
