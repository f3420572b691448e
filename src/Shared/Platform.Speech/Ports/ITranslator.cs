using Platform.Kernel.Results;

namespace Platform.Speech;

/// <summary>Translates text.</summary>
public interface ITranslator : ISpeechEngine
{
    /// <summary>The pairs it knows; null when any pair may be asked for.</summary>
    Task<Result<IReadOnlyList<LanguagePair>?>> PairsAsync(CancellationToken cancellationToken);

    /// <returns>
    /// The text in the other language, line by line as the original, or an error: <c>speech.pair_unknown</c>,
    /// <c>speech.text_empty</c>, <c>speech.engine_missing</c>, <c>speech.failed</c>.
    /// </returns>
    Task<Result<string>> TranslateAsync(TranslateRequest request, CancellationToken cancellationToken);
}

/// <summary>From one language to another, ISO 639-1.</summary>
public sealed record LanguagePair(string From, string To);

/// <summary>What to translate.</summary>
/// <param name="Text">Plain text; lines are kept.</param>
/// <param name="From">ISO 639-1.</param>
/// <param name="To">ISO 639-1.</param>
public sealed record TranslateRequest(string Text, string From, string To);
