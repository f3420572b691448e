using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Kernel.Results;
using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary>What a client wants spoken, checked as OpenAI's server checks it.</summary>
internal sealed record SpeakCall(ModelChoice Choice, SpeakRequest Request, AudioFormat Format)
{
    /// <summary>The voice as the client named it.</summary>
    public required string Voice { get; init; }

    /// <summary>Sound as events of base64 instead of a file.</summary>
    public bool Events { get; private init; }

    public static Result<SpeakCall> Read(string json, OpenAiModels models)
    {
        if (Parse(json) is not { } body) return Error.Invalid("request.malformed_json", "We could not parse the JSON body of your request.");
        if (Text(body, "model") is not { } name) return Missing("model");
        if (Text(body, "input") is not { } input) return Missing("input");
        if (Voiced(body["voice"]) is not { } voice) return Missing("voice");
        var found = models.FindSpeaker(name);
        if (!found.Ok) return found.Error;
        var (wanted, sent) = (Text(body, "response_format") ?? "mp3", Text(body, "stream_format") ?? "audio");
        if (AudioFormat.Find(wanted) is not { } format) return Wrong("response_format", wanted, $"one of {string.Join(", ", AudioFormat.All.Select(f => $"'{f.Name}'"))}");
        if (sent is not ("audio" or "sse")) return Wrong("stream_format", sent, "'audio' or 'sse'");
        if (sent == "sse" && found.Value.Rules == ModelRules.Speech) return Error.InvalidField("stream_format", "unsupported_value", $"stream_format 'sse' is not supported for '{name}'.");
        if (Number(body["speed"]) is not { } speed || speed is < 0.25 or > 4) return Wrong("speed", body["speed"]?.ToJsonString() ?? "", "a number between 0.25 and 4");
        return new SpeakCall(found.Value, new SpeakRequest(input) { Speed = speed, Language = Text(body, "language") }, format) { Voice = voice, Events = sent == "sse" };
    }

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // Also a member that is there twice.
            return null;
        }
    }

    private static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    // A name, or {"id": "…"}.
    private static string? Voiced(JsonNode? voice) => voice switch
    {
        JsonValue value when value.TryGetValue<string>(out var name) && name.Length > 0 => name,
        JsonObject named => Text(named, "id"),
        _ => null,
    };

    private static double? Number(JsonNode? speed) => speed is null ? 1 : speed is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static Error Missing(string field) => Error.InvalidField(field, "missing_required_parameter", $"Missing required parameter: '{field}'.");

    private static Error Wrong(string field, string value, string wanted) =>
        Error.InvalidField(field, "invalid_value", $"Invalid value for '{field}': '{(value.Length <= 60 ? value : value[..60] + "…")}'. It must be {wanted}.");
}
