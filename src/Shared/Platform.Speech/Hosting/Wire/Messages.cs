using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Platform.Speech.Hosting.Wire;

internal sealed record Hello(int ProcessId);

/// <summary>Which engine to load, with what.</summary>
internal sealed record LoadOrder(string Engine, IReadOnlyDictionary<string, string> Settings);

/// <summary>What the loaded engine says of itself.</summary>
internal sealed record LoadedAnswer(IReadOnlyDictionary<string, string> Details);

/// <summary>How to listen.</summary>
internal sealed record WorkOrder
{
    /// <summary>ISO 639-1; null to find out.</summary>
    public string? Language { get; init; }

    public bool Translate { get; init; }

    public string? Prompt { get; init; }

    public DecodingOptions Decoding { get; init; } = new();
}

internal sealed record ProgressNote(double Fraction);

/// <summary>What came of the samples: words, or how likely each moment is speech.</summary>
internal sealed record WorkAnswer
{
    public string? Language { get; init; }

    public double? LanguageProbability { get; init; }

    public IReadOnlyList<HeardSegment> Segments { get; init; } = [];

    /// <summary>What the engine was called with, by faster-whisper's names.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>One per 512 samples.</summary>
    public IReadOnlyList<float> Speech { get; init; } = [];
}

/// <summary>Times in seconds from the first sample.</summary>
internal sealed record HeardSegment(double Start, double End, string Text)
{
    public double? AverageLogProbability { get; init; }

    public double? NoSpeechProbability { get; init; }

    public IReadOnlyList<HeardWord> Words { get; init; } = [];
}

/// <summary>Times in seconds from the first sample.</summary>
internal sealed record HeardWord(string Text, double Start, double End, double? Confidence);

/// <summary>Why an order failed.</summary>
internal sealed record FailedAnswer(string Code, string Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(LoadOrder))]
[JsonSerializable(typeof(LoadedAnswer))]
[JsonSerializable(typeof(WorkOrder))]
[JsonSerializable(typeof(ProgressNote))]
[JsonSerializable(typeof(WorkAnswer))]
[JsonSerializable(typeof(FailedAnswer))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static byte[] Write<T>(T message, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(message, type);

    /// <exception cref="JsonException">It is not one.</exception>
    public static T Read<T>(byte[] payload, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(payload, type) ?? throw new JsonException("An empty message.");
}
