namespace Platform.Speech;

/// <summary>What every engine of the speech floor has: a name, and a way to ask whether it would work now.</summary>
public interface ISpeechEngine
{
    /// <summary>Who it is; never changes.</summary>
    EngineInfo Info { get; }

    /// <summary>Whether it would work now. Cheap: looks for files and settings, loads no model and calls no server.</summary>
    Task<EngineState> InspectAsync(CancellationToken cancellationToken);
}

/// <summary>Who an engine is.</summary>
/// <param name="Id">Lower-case and stable (<c>whisper</c>): what configuration, presets and requests name.</param>
/// <param name="Title">For people: "Whisper".</param>
/// <param name="Description">One sentence: what it is good for, and what it costs.</param>
/// <param name="Remote">Whether what is said leaves this machine.</param>
public sealed record EngineInfo(string Id, string Title, string Description, bool Remote = false)
{
    /// <summary>What its answers are worth; "auto" prefers the better.</summary>
    public EngineQuality Quality { get; init; } = EngineQuality.Good;
}

/// <summary>What an engine's answers are worth.</summary>
public enum EngineQuality
{
    /// <summary>To find a passage again, not to be read: many words are wrong.</summary>
    Draft,

    /// <summary>To be read, and corrected where it matters.</summary>
    Good,
}

/// <summary>How an engine is.</summary>
/// <param name="Ready">Whether it would work now.</param>
/// <param name="Detail">One sentence: "whisper.cpp 1.7.6, model base (142 MB)", or what is missing.</param>
public sealed record EngineState(bool Ready, string Detail)
{
    /// <summary>What to do when it is not ready: "apt install espeak-ng".</summary>
    public string? Fix { get; init; }

    /// <summary>A page of the console where it can be done; null when it is not done there.</summary>
    public string? FixLink { get; init; }

    /// <summary>Something worth knowing although it is ready, such as a slow build; null when there is nothing.</summary>
    public string? Note { get; init; }

    public static EngineState Good(string detail, string? note = null) => new(true, detail) { Note = note };

    public static EngineState Missing(string detail, string fix, string? link = null) => new(false, detail) { Fix = fix, FixLink = link };
}
