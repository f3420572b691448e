namespace Platform.Speech.Trying;

/// <summary>An engine as the console and the API show it.</summary>
public sealed record EngineView
{
    public required EngineRole Role { get; init; }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Whether what is said leaves this machine.</summary>
    public required bool Remote { get; init; }

    public required EngineQuality Quality { get; init; }

    public required bool Ready { get; init; }

    public required string Detail { get; init; }

    /// <summary>What to do when it is not ready.</summary>
    public string? Fix { get; init; }

    /// <summary>A page of the console where that can be done.</summary>
    public string? FixLink { get; init; }

    /// <summary>Something worth knowing although it is ready.</summary>
    public string? Note { get; init; }
}

/// <summary>Lists engines.</summary>
internal sealed class EngineList(SpeechEngines engines)
{
    public async Task<IReadOnlyList<EngineView>> ListAsync(CancellationToken cancellationToken)
    {
        var all = engines.SpeechToText.Select(e => (EngineRole.SpeechToText, (ISpeechEngine)e))
            .Concat(engines.TextToSpeech.Select(e => (EngineRole.TextToSpeech, (ISpeechEngine)e)))
            .Concat(engines.Translation.Select(e => (EngineRole.Translation, (ISpeechEngine)e)))
            .Concat(engines.VoiceActivity.Select(e => (EngineRole.VoiceActivity, (ISpeechEngine)e)));
        return await Task.WhenAll(all.Select(async pair => View(pair.Item1, pair.Item2.Info, await pair.Item2.InspectAsync(cancellationToken))));
    }

    private static EngineView View(EngineRole role, EngineInfo info, EngineState state) => new()
    {
        Role = role,
        Id = info.Id,
        Title = info.Title,
        Description = info.Description,
        Remote = info.Remote,
        Quality = info.Quality,
        Ready = state.Ready,
        Detail = state.Detail,
        Fix = state.Fix,
        FixLink = state.FixLink,
        Note = state.Note,
    };
}
