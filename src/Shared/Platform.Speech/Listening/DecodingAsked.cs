using System.Globalization;

namespace Platform.Speech.Listening;

/// <summary>What a request sets of the decoding, by faster-whisper's names.</summary>
internal static class DecodingAsked
{
    public static IReadOnlyDictionary<string, string> Of(DecodingOptions decoding)
    {
        var asked = new Dictionary<string, string>();
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
        return asked;

        void Add(string name, IFormattable? value)
        {
            if (value is not null) asked[name] = value.ToString(null, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>What of it has no effect.</summary>
    /// <param name="decoding">What was asked for.</param>
    /// <param name="reached">What the engine was called with.</param>
    /// <param name="unused">What the engine takes, or would take, and does not use: the reasons.</param>
    public static IReadOnlyDictionary<string, string> Ignored(DecodingOptions decoding, IReadOnlyDictionary<string, string> reached, IReadOnlyDictionary<string, string> unused) =>
        Of(decoding).Keys.Where(name => unused.ContainsKey(name) || !reached.ContainsKey(name)).ToDictionary(name => name, name => unused.GetValueOrDefault(name, "the engine has no such option"));
}
