using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Speech.Listening;

namespace Platform.Speech;

/// <summary>An engine that was chosen.</summary>
/// <param name="Engine">It.</param>
/// <param name="Why">One sentence that says why this one, and why not a better one.</param>
public sealed record Chosen<TEngine>(TEngine Engine, string Why)
    where TEngine : ISpeechEngine;

/// <summary>
/// Every engine of the speech floor, and the choice among them: by a request, else by configuration, else ("auto") the best that is
/// ready and can do it. Auto keeps to this machine unless <see cref="SpeechOptions.AutoMayUseRemote"/> says otherwise.
/// </summary>
public sealed class SpeechEngines(
    IEnumerable<ISpeechToText> listeners,
    IEnumerable<ITextToSpeech> speakers,
    IEnumerable<ITranslator> translators,
    IEnumerable<IVoiceActivity> detectors,
    IOptionsMonitor<SpeechOptions> options)
{
    /// <summary>The word for "you choose".</summary>
    public const string Auto = "auto";

    public IReadOnlyList<ISpeechToText> SpeechToText { get; } = [.. listeners];

    public IReadOnlyList<ITextToSpeech> TextToSpeech { get; } = [.. speakers];

    public IReadOnlyList<ITranslator> Translation { get; } = [.. translators];

    public IReadOnlyList<IVoiceActivity> VoiceActivity { get; } = [.. detectors];

    /// <summary>An engine for a request.</summary>
    /// <param name="engine">Its id, <see cref="Auto"/>, or null for the configured one.</param>
    /// <param name="request">What it must be able to do.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The engine, or <c>speech.option_invalid</c>, <c>speech.engine_unknown</c>, <c>speech.not_capable</c>, <c>speech.engine_missing</c>.</returns>
    public async Task<Result<Chosen<ISpeechToText>>> ChooseAsync(string? engine, SpeechToTextRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SpeechRequests.Check(request) is { } wrong
            ? wrong
            : await ChooseAsync(SpeechToText, Named(engine, options.CurrentValue.SpeechToText, nameof(SpeechOptions.SpeechToText)), e => e.Capabilities.WhyNot(request), cancellationToken);
    }

    /// <summary>Whether another machine listens when this engine, or the configured one, is asked; false where auto is to choose.</summary>
    public bool IsRemote(string? engine) => SpeechToText.Any(e => e.Info.Remote && e.Info.Id == Named(engine, options.CurrentValue.SpeechToText, "").Id);

    /// <inheritdoc cref="ChooseAsync(string?, SpeechToTextRequest, CancellationToken)"/>
    public Task<Result<Chosen<ITextToSpeech>>> ChooseAsync(string? engine, SpeakRequest request, CancellationToken cancellationToken) =>
        ChooseAsync(
            TextToSpeech, Named(engine, options.CurrentValue.TextToSpeech, nameof(SpeechOptions.TextToSpeech)),
            e => request.Language is { } language && e.Capabilities.Languages is { } known && !known.Contains(language.Split('-', '_')[0], StringComparer.OrdinalIgnoreCase) ? $"it does not speak '{language}'" : null,
            cancellationToken);

    /// <inheritdoc cref="ChooseAsync(string?, SpeechToTextRequest, CancellationToken)"/>
    public async Task<Result<Chosen<ITranslator>>> ChooseAsync(string? engine, TranslateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var unable = new Dictionary<string, string>();
        foreach (var translator in Translation)
        {
            var pairs = await translator.PairsAsync(cancellationToken);
            if (pairs is { Ok: true, Value: { } known } && !known.Contains(new LanguagePair(request.From, request.To)))
                unable[translator.Info.Id] = $"it does not translate '{request.From}' to '{request.To}'";
        }

        return await ChooseAsync(Translation, Named(engine, options.CurrentValue.Translation, nameof(SpeechOptions.Translation)), e => unable.GetValueOrDefault(e.Info.Id), cancellationToken);
    }

    // Who asks for "auto" overrules the configuration, who asks for nothing does not.
    private static (string Id, string Why) Named(string? engine, string configured, string setting) => string.IsNullOrWhiteSpace(engine)
        ? (configured, $"It is set in Speech:{setting}.")
        : (engine, "It was asked for.");

    private async Task<Result<Chosen<TEngine>>> ChooseAsync<TEngine>(
        IReadOnlyList<TEngine> all, (string Id, string Why) wanted, Func<TEngine, string?> whyNot, CancellationToken cancellationToken)
        where TEngine : ISpeechEngine
    {
        if (wanted.Id == Auto) return await ChooseBestAsync(all, whyNot, cancellationToken);
        if (all.FirstOrDefault(e => e.Info.Id == wanted.Id) is not { } engine)
            return Error.InvalidField("engine", "speech.engine_unknown", $"There is no engine '{wanted.Id}'; there are: {Auto}, {string.Join(", ", all.Select(e => e.Info.Id))}.");
        if (whyNot(engine) is { } reason) return Error.Invalid("speech.not_capable", $"{engine.Info.Title} cannot do this: {reason}.");
        var state = await engine.InspectAsync(cancellationToken);
        return state.Ready ? new Chosen<TEngine>(engine, wanted.Why) : Error.Unavailable("speech.engine_missing", $"{engine.Info.Title}: {state.Detail} {state.Fix}".Trim());
    }

    private async Task<Result<Chosen<TEngine>>> ChooseBestAsync<TEngine>(IReadOnlyList<TEngine> all, Func<TEngine, string?> whyNot, CancellationToken cancellationToken)
        where TEngine : ISpeechEngine
    {
        var passed = new List<string>();
        foreach (var engine in all.OrderBy(e => e.Info.Remote).ThenByDescending(e => e.Info.Quality))
        {
            var state = await engine.InspectAsync(cancellationToken);
            var reason = whyNot(engine) ?? (state.Ready ? null : state.Detail.TrimEnd('.'));
            if (reason is null && engine.Info.Remote && !options.CurrentValue.AutoMayUseRemote) reason = "speech would leave this machine (Speech:AutoMayUseRemote)";
            if (reason is null)
            {
                var others = passed.Count == 0 ? "the best there is" : $"the best that is ready; {string.Join("; ", passed)}";
                return new Chosen<TEngine>(engine, $"auto chose {engine.Info.Title}: {others}.");
            }

            passed.Add($"not {engine.Info.Title}: {reason}");
        }

        return Error.Unavailable("speech.engine_missing", $"No engine is ready for this: {string.Join("; ", passed)}.");
    }
}
