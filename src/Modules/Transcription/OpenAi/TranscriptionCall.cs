using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary>What a client asked for, checked as OpenAI's server checks it.</summary>
internal sealed record TranscriptionCall(ModelChoice Choice, SpeechToTextRequest Request, string Format)
{
    public const string Json = "json";
    public const string Text = "text";
    public const string Verbose = "verbose_json";
    private const string Word = "word";
    private const string Segment = "segment";

    /// <summary>Verbose answers have segments unless only words were asked for.</summary>
    public bool Segments { get; private init; }

    /// <summary>Verbose answers have words only where they were asked for.</summary>
    public bool Words { get; private init; }

    public bool LogProbabilities { get; private init; }

    /// <summary>Text is sent as it is heard.</summary>
    public bool Stream { get; private init; }

    public static Result<TranscriptionCall> Read(FormFields fields, SpeechTask task, OpenAiModels models)
    {
        if (fields.Text("model") is not { } name) return Error.InvalidField("model", "missing_required_parameter", "you must provide a model parameter");
        var found = models.FindListener(name);
        if (!found.Ok) return found.Error;
        var (choice, format) = (found.Value, fields.OneOf("response_format", Json, Json, Text, "srt", Verbose, "vtt"));
        var granularities = fields.List("timestamp_granularities", Word, Segment);
        var words = granularities.Contains(Word);
        var stream = (fields.Flag("stream") ?? false) && choice.Rules != ModelRules.Whisper && task == SpeechTask.Transcribe;
        var probabilities = fields.List("include", "logprobs").Count > 0;
        if (choice.Rules == ModelRules.Gpt && format is not (Json or Text))
            return Error.InvalidField("response_format", "unsupported_value", $"response_format '{format}' is not compatible with model '{name}'. Use 'json' or 'text' instead.");
        if (words && format != Verbose)
            return Error.InvalidField("timestamp_granularities", "unsupported_value", $"timestamp_granularities with 'word' needs response_format '{Verbose}'; it is '{format}'.");
        if (probabilities && (format != Json || choice.Rules == ModelRules.Whisper))
            return Error.InvalidField("include", "unsupported_value", $"include 'logprobs' needs response_format 'json' and another model than whisper-1; they are '{format}' and '{name}'.");
        if (stream && format is not (Json or Text))
            return Error.InvalidField("stream", "unsupported_value", $"stream needs response_format 'json' or 'text'; it is '{format}'.");

        var request = Wanted(fields, task) with { Model = choice.Model, WordTimes = words || probabilities };
        if (fields.Wrong is { } wrong) return wrong;
        return new TranscriptionCall(choice, request, format)
        {
            Words = words,
            Segments = !words || granularities.Contains(Segment),
            LogProbabilities = probabilities,
            Stream = stream,
        };
    }

    private static SpeechToTextRequest Wanted(FormFields fields, SpeechTask task) => new()
    {
        Task = task,
        Language = Language(fields),
        Prompt = Prompt(fields),
        Music = fields.Flag("music") ?? false,
        Decoding = new DecodingOptions
        {
            Temperature = fields.Number("temperature", 0, 1),
            BeamSize = fields.Whole("beam_size", 1, 16),
            BestOf = fields.Whole("best_of", 1, 16),
            Patience = fields.Number("patience", 0.1, 4),
            LengthPenalty = fields.Number("length_penalty", -1, 10),
            CompressionRatioThreshold = fields.Number("compression_ratio_threshold", 0, 10),
            LogProbabilityThreshold = fields.Number("log_prob_threshold", -10, 0),
            NoSpeechThreshold = fields.Number("no_speech_threshold", 0, 1),
            ConditionOnPreviousText = fields.Flag("condition_on_previous_text") ?? false,
        },
        Voice = Voice(fields),
    };

    private static VoiceOptions Voice(FormFields fields)
    {
        var voice = Chunking(fields, new VoiceOptions());
        return voice with
        {
            Enabled = fields.Flag("vad_filter") ?? true,
            Threshold = fields.Number("vad_threshold", 0, 1) ?? voice.Threshold,
            MinSpeechMs = fields.Whole("min_speech_duration_ms", 0, 10_000) ?? voice.MinSpeechMs,
            MinSilenceMs = fields.Whole("min_silence_duration_ms", 0, 60_000) ?? voice.MinSilenceMs,
            MaxSpeechSeconds = fields.Number("max_speech_duration_s", 1, 30) ?? voice.MaxSpeechSeconds,
            SpeechPadMs = fields.Whole("speech_pad_ms", 0, 5_000) ?? voice.SpeechPadMs,
        };
    }

    /// <summary>OpenAI's own words for what counts as speech: "auto", a JSON object, or its members as fields.</summary>
    private static VoiceOptions Chunking(FormFields fields, VoiceOptions voice)
    {
        const string field = "chunking_strategy";
        if (fields.Text(field) is { } text && text != "auto")
        {
            if (Object(text) is not { } strategy || (string?)strategy["type"] is not "server_vad") fields.Refuse(field, text, "'auto' or an object of type 'server_vad'");
            else fields = new FormFields([.. strategy.Where(m => m.Value is JsonValue).Select(m => KeyValuePair.Create($"{field}[{m.Key}]", m.Value!.ToString()))]);
        }

        return voice with
        {
            Threshold = fields.Number($"{field}[threshold]", 0, 1) ?? voice.Threshold,
            MinSilenceMs = fields.Whole($"{field}[silence_duration_ms]", 0, 60_000) ?? voice.MinSilenceMs,
            SpeechPadMs = fields.Whole($"{field}[prefix_padding_ms]", 0, 5_000) ?? voice.SpeechPadMs,
        };
    }

    private static JsonObject? Object(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Language(FormFields fields)
    {
        var language = fields.Text("language");
        if (language is null || (language.Split('-', '_')[0] is { Length: 2 or 3 } code && code.All(char.IsAsciiLetter))) return language;
        fields.Refuse("language", language, "a language in ISO-639-1 format, such as 'en'");
        return null;
    }

    // Hot words are names to expect; engines here take both as one sentence.
    private static string? Prompt(FormFields fields) => string.Join(' ', new[] { fields.Text("prompt"), fields.Text("hotwords") }.OfType<string>()) is { Length: > 0 } prompt ? prompt : null;
}
