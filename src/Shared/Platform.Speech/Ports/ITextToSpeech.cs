using Platform.Kernel.Results;
using Platform.Media.Pcm;

namespace Platform.Speech;

/// <summary>Speaks text.</summary>
public interface ITextToSpeech : ISpeechEngine
{
    TextToSpeechCapabilities Capabilities { get; }

    /// <summary>The voices it has now.</summary>
    Task<Result<IReadOnlyList<Voice>>> VoicesAsync(CancellationToken cancellationToken);

    /// <summary>Speaks into the sink, as it comes, mono.</summary>
    /// <returns>
    /// How long it spoke, or an error: <c>speech.text_empty</c>, <c>speech.text_too_long</c>, <c>speech.voice_unknown</c>,
    /// <c>speech.engine_missing</c>, <c>speech.failed</c>.
    /// </returns>
    Task<Result<TimeSpan>> SpeakAsync(SpeakRequest request, IPcmSink sink, CancellationToken cancellationToken);
}

/// <summary>What a text-to-speech engine can do.</summary>
public sealed record TextToSpeechCapabilities
{
    /// <summary>ISO 639-1 codes; null when its server decides.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Whether the speed can be set.</summary>
    public bool Speed { get; init; }

    /// <summary>Longest text in characters.</summary>
    public int MaxCharacters { get; init; } = 100_000;
}

/// <summary>A voice of an engine.</summary>
/// <param name="Id">What a request names.</param>
/// <param name="Name">For people.</param>
/// <param name="Language">ISO 639-1, perhaps with a region; null when it speaks any.</param>
public sealed record Voice(string Id, string Name, string? Language);

/// <summary>What to say.</summary>
/// <param name="Text">Plain text; no markup is understood.</param>
public sealed record SpeakRequest(string Text)
{
    /// <summary>ISO 639-1, to choose a voice; null: the voice says it.</summary>
    public string? Language { get; init; }

    /// <summary>Id of a voice; null: one for the language.</summary>
    public string? Voice { get; init; }

    /// <summary>Times the normal speed, 0.25 to 4.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Of a remote engine; null: the configured one.</summary>
    public string? Model { get; init; }
}
