using System.Globalization;
using Platform.Speech;
using Platform.Transcription.Presets;

namespace Platform.Transcription.SttFaster;

/// <summary>The variables <c>STT_TRANSCRIBE_*</c>.</summary>
internal static class SttDecoding
{
    public const string Prefix = "STT_TRANSCRIBE_";
    private const string NotHere = "no engine here has such an option.";

    private static readonly Dictionary<string, SpeechTask> Tasks = new() { ["transcribe"] = SpeechTask.Transcribe, ["translate"] = SpeechTask.TranslateToEnglish };

    public static void Read(SttReader reader)
    {
        reader.Whole(Prefix + "BEAM_SIZE", 1, 16, (r, v) => Decode(r, d => d with { BeamSize = v }));
        reader.Whole(Prefix + "BEST_OF", 1, 16, (r, v) => Decode(r, d => d with { BestOf = v }));
        reader.Number(Prefix + "PATIENCE", 0.1, 4, (r, v) => Decode(r, d => d with { Patience = v }));
        reader.Number(Prefix + "LENGTH_PENALTY", -1, 10, (r, v) => Decode(r, d => d with { LengthPenalty = v }));
        reader.Text(Prefix + "TEMPERATURE", Temperatures, "numbers from 0 to 1 that rise, with commas between", Heat);
        reader.Number(Prefix + "TEMPERATURE_INCREMENT", 0, 1, (r, v) => Decode(r, d => d with { TemperatureIncrement = v }));
        reader.Number(Prefix + "COMPRESSION_RATIO_THRESHOLD", 0, 10, (r, v) => Decode(r, d => d with { CompressionRatioThreshold = v }));
        reader.Number(Prefix + "LOGPROB_THRESHOLD", -10, 0, (r, v) => Decode(r, d => d with { LogProbabilityThreshold = v }));
        reader.Number(Prefix + "NO_SPEECH_THRESHOLD", 0, 1, (r, v) => Decode(r, d => d with { NoSpeechThreshold = v }));
        reader.Flag(Prefix + "CONDITION_ON_PREVIOUS_TEXT", (r, v) => Decode(r, d => d with { ConditionOnPreviousText = v }));
        reader.Text(Prefix + "SUPPRESS_TOKENS", text => text is "-1" or "none" ? text : null, "-1 (tokens that are no speech) or none", (r, v) => Decode(r, d => d with { SuppressNonSpeech = v is "-1" }));
        reader.Flag(Prefix + "WORD_TIMESTAMPS", (r, v) => r with { WordTimes = v });
        reader.Word(Prefix + "TASK", Tasks, (r, v) => r with { Task = v });
        reader.Text(Prefix + "INITIAL_PROMPT", text => text, "a text", (r, v) => r with { Prompt = (string)v });

        reader.Flag(Prefix + "VAD_FILTER", (r, v) => Voice(r, o => o with { Enabled = v }));
        reader.Number(Prefix + "VAD_THRESHOLD", 0, 1, (r, v) => Voice(r, o => o with { Threshold = v }));
        reader.Whole(Prefix + "MIN_SPEECH_DURATION_MS", 0, 10_000, (r, v) => Voice(r, o => o with { MinSpeechMs = v }));
        reader.Number(Prefix + "MAX_SPEECH_DURATION_S", 1, 30, (r, v) => Voice(r, o => o with { MaxSpeechSeconds = v }));
        reader.Whole(Prefix + "MIN_SILENCE_DURATION_MS", 0, 60_000, (r, v) => Voice(r, o => o with { MinSilenceMs = v }));
        reader.Whole(Prefix + "SPEECH_PAD_MS", 0, 5_000, (r, v) => Voice(r, o => o with { SpeechPadMs = v }));

        reader.Whole(Prefix + "CHUNK_LENGTH", 1, int.MaxValue, (r, _) => r);
        reader.Without(Prefix + "CHUNK_LENGTH", "Whisper's window is 30 s.");
        reader.Number(Prefix + "REPETITION_PENALTY", 0.1, 10, (r, v) => Decode(r, d => d with { RepetitionPenalty = v }));
        reader.Without(Prefix + "REPETITION_PENALTY", NotHere);
        reader.Whole(Prefix + "NO_REPEAT_NGRAM_SIZE", 0, 100, (r, v) => Decode(r, d => d with { NoRepeatNgramSize = v }));
        reader.Without(Prefix + "NO_REPEAT_NGRAM_SIZE", NotHere);
    }

    private static double[]? Temperatures(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || values[i] is < 0 or > 1 || (i > 0 && values[i] <= values[i - 1])) return null;
        }

        return values;
    }

    // whisper.cpp knows where to begin and by how much to rise; of a list that is its first number and its first step.
    private static TranscriptionRecipe Heat(TranscriptionRecipe recipe, object value)
    {
        var list = (double[])value;
        return Decode(recipe, d => d with { Temperature = list[0], TemperatureIncrement = list.Length > 1 ? Math.Round(list[1] - list[0], 6) : d.TemperatureIncrement });
    }

    private static TranscriptionRecipe Decode(TranscriptionRecipe recipe, Func<DecodingOptions, DecodingOptions> change) => recipe with { Decoding = change(recipe.Decoding) };

    private static TranscriptionRecipe Voice(TranscriptionRecipe recipe, Func<VoiceOptions, VoiceOptions> change) => recipe with { Voice = change(recipe.Voice) };
}
