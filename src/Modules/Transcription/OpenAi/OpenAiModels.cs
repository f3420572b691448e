using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Speech.Models;

namespace Platform.Transcription.OpenAi;

/// <summary>A model as <c>GET /v1/models</c> lists it.</summary>
/// <param name="Id">What a request names.</param>
/// <param name="OwnedBy">Who made it, or what stands behind it here.</param>
/// <param name="Created">Unix time; that of the service's start, for nothing better is known.</param>
internal sealed record ListedModel(string Id, string OwnedBy, long Created)
{
    public string Object { get; } = "model";
}

/// <summary>What stands behind a model's name.</summary>
/// <param name="Engine">Id of an engine; null: the configured one.</param>
/// <param name="Model">Name of an installed model; null: the engine's own choice.</param>
/// <param name="Rules">Whose odd behaviour the client may expect.</param>
internal sealed record ModelChoice(string? Engine, string? Model, ModelRules Rules);

/// <summary>What a model of OpenAI's cannot do, its stand-in does not do either: clients are written for that.</summary>
internal enum ModelRules
{
    /// <summary>A name of ours: whatever its engine can do.</summary>
    Ours,

    /// <summary><c>whisper-1</c>: every format; does not stream.</summary>
    Whisper,

    /// <summary><c>gpt-4o-transcribe</c>: json and text only; streams.</summary>
    Gpt,

    /// <summary><c>tts-1</c>: audio only, no events.</summary>
    Speech,
}

/// <summary>
/// The names that requests may use: OpenAI's own, which mean "the engine that is configured here"; an engine's id; the name of an
/// installed Whisper model.
/// </summary>
internal sealed class OpenAiModels(SpeechEngines engines, ISpeechModels models, TimeProvider clock)
{
    private const string Whisper = "whisper";
    private readonly long _created = clock.GetUtcNow().ToUnixTimeSeconds();

    private static readonly Dictionary<string, ModelRules> Listening = new()
    {
        ["whisper-1"] = ModelRules.Whisper,
        ["gpt-4o-transcribe"] = ModelRules.Gpt,
        ["gpt-4o-mini-transcribe"] = ModelRules.Gpt,
    };

    private static readonly Dictionary<string, ModelRules> Speaking = new()
    {
        ["tts-1"] = ModelRules.Speech,
        ["tts-1-hd"] = ModelRules.Speech,
        ["gpt-4o-mini-tts"] = ModelRules.Ours,
    };

    /// <summary>What would work now.</summary>
    public async Task<IReadOnlyList<ListedModel>> ListAsync(CancellationToken cancellationToken)
    {
        var (listening, speaking) = (await ReadyAsync(engines.SpeechToText, cancellationToken), await ReadyAsync(engines.TextToSpeech, cancellationToken));
        IEnumerable<(string Id, string By)> ids =
        [
            .. listening.Count > 0 ? Listening.Keys.Select(id => (id, "the configured engine")) : [],
            .. speaking.Count > 0 ? Speaking.Keys.Select(id => (id, "the configured engine")) : [],
            .. listening.Concat(speaking).Select(e => (e.Id, e.Title)),
            .. listening.Any(e => e.Id == Whisper) ? Installed().Select(m => (m, "Whisper")) : [],
        ];
        return [.. ids.DistinctBy(m => m.Id).Select(m => new ListedModel(m.Id, m.By, _created))];
    }

    public async Task<Result<ListedModel>> GetAsync(string id, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(m => m.Id == id) is { } model ? model : Unknown(id, "GET /v1/models lists those that would work now.");

    /// <returns>What listens, or <c>model.not_found</c>.</returns>
    public Result<ModelChoice> FindListener(string id)
    {
        if (Listening.TryGetValue(id, out var rules)) return new ModelChoice(null, null, rules);
        if (engines.SpeechToText.Any(e => e.Info.Id == id)) return new ModelChoice(id, null, ModelRules.Ours);
        return Installed().Contains(id)
            ? new ModelChoice(Whisper, id, ModelRules.Ours)
            : Unknown(id, $"Install a Whisper model with: platform models download {(ModelNameLike(id) ? id : "base")}");
    }

    /// <returns>What speaks, or <c>model.not_found</c>.</returns>
    public Result<ModelChoice> FindSpeaker(string id) =>
        Speaking.TryGetValue(id, out var rules) ? new ModelChoice(null, null, rules)
        : engines.TextToSpeech.Any(e => e.Info.Id == id) ? new ModelChoice(id, null, ModelRules.Ours)
        : Unknown(id, $"There are: {string.Join(", ", Speaking.Keys.Concat(engines.TextToSpeech.Select(e => e.Info.Id)))}.");

    private IEnumerable<string> Installed() => models.List().Where(m => m is { Kind: ModelKind.Whisper, State: ModelState.Installed }).Select(m => m.Name);

    private static async Task<List<EngineInfo>> ReadyAsync(IEnumerable<ISpeechEngine> all, CancellationToken cancellationToken)
    {
        var ready = new List<EngineInfo>();
        foreach (var engine in all)
        {
            if ((await engine.InspectAsync(cancellationToken)).Ready) ready.Add(engine.Info);
        }

        return ready;
    }

    // Never a stranger's text in a command to be copied.
    private static bool ModelNameLike(string id) => id.Length is > 0 and < 40 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    private static Error Unknown(string id, string hint) =>
        new(ErrorKind.NotFound, "model.not_found", $"The model '{(id.Length <= 60 ? id : id[..60] + "…")}' does not exist or you do not have access to it. {hint}");
}
