using Microsoft.Extensions.Options;
using Platform.Kernel.Health;

namespace Platform.Speech;

/// <summary>How one engine is. One that nobody asked for may be missing; one that the configuration names may not.</summary>
internal sealed class EngineInspection<TEngine>(TEngine engine, IOptionsMonitor<SpeechOptions> options) : IHealthInspection
    where TEngine : ISpeechEngine
{
    private string Title => $"Speech: {engine.Info.Title}";

    public string Id => $"speech-{Role}{engine.Info.Id}";

    // An engine may serve several ends under one name.
    private string Role => engine switch
    {
        ISpeechToText => "to-text-",
        ITextToSpeech => "voice-",
        ITranslator => "translation-",
        _ => "detector-",
    };

    private bool Configured => engine.Info.Id == engine switch
    {
        ISpeechToText => options.CurrentValue.SpeechToText,
        ITextToSpeech => options.CurrentValue.TextToSpeech,
        ITranslator => options.CurrentValue.Translation,
        _ => null,
    };

    public async Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        var state = await engine.InspectAsync(cancellationToken);
        if (state.Ready) return HealthFinding.Ok(Title, $"{state.Detail} {state.Note}".Trim());
        return Configured
            ? HealthFinding.Error(Title, $"Chosen in the settings, but not ready: {state.Detail}", state.Fix ?? "Choose another engine.", state.FixLink ?? "settings#speech")
            : HealthFinding.Ok(Title, $"{state.Detail} If you want it: {state.Fix}") with { FixLink = state.FixLink };
    }
}
