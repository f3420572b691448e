using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Speech.Models;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;
using Platform.Transcription.SttFaster;

namespace Platform.Transcription.Cli;

/// <summary>Puts an order together and checks all of it before a file is touched: the options win over the environment, that over the preset.</summary>
internal sealed class OrderFromOptions(CommandServices services)
{
    private const string Whisper = "whisper";

    /// <param name="preset">Its name; null for et-large, as in stt-faster.</param>
    /// <param name="language">ISO 639-1; null: the preset's.</param>
    /// <param name="engine">Id of an engine; null: the preset's. Another engine's models are others: the preset's model does not count then.</param>
    /// <param name="model">Name of a model; null: the preset's.</param>
    /// <param name="formats">As <c>--output-format</c> has them.</param>
    /// <param name="steps">What is done to the sound, as a text; null: the preset's.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task<Result<RunOrder>> MakeAsync(
        string? preset, string? language, string? engine, string? model, string formats, string? steps, Result<SttEnvironment> variables, CancellationToken cancellationToken)
    {
        if (!variables.Ok) return variables.Error;
        var parsed = TranscriptFormats.Parse(formats);
        if (!parsed.Ok) return parsed.Error;
        var chain = steps is null ? (Result<IReadOnlyList<PreprocessingStep>>?)null : StepText.Parse(steps);
        if (chain is { Ok: false, Error: var wrong }) return wrong;
        var found = await FindAsync(string.IsNullOrWhiteSpace(preset) ? BuiltInPresets.CommandLineDefault : preset.Trim(), cancellationToken);
        if (!found.Ok) return found.Error;

        var recipe = variables.Value.Apply(found.Value.Recipe) with { Formats = parsed.Value };
        if (language is not null) recipe = recipe with { Language = language };
        if (engine is not null && engine != recipe.Engine) recipe = recipe with { Engine = engine, Model = null };
        if (model is not null) recipe = recipe with { Model = model };
        if (chain is { } sound) recipe = recipe with { Preprocessing = recipe.Preprocessing with { Enabled = true, Steps = sound.Value } };
        var order = new RunOrder { Preset = found.Value.Name, Recipe = recipe, Environment = variables.Value, Language = language, Formats = parsed.Value };
        return await WhyNotAsync(order, cancellationToken) is { } error ? error : order;
    }

    /// <summary>Why an order cannot be carried out; null when it can, as far as one knows without loading a model.</summary>
    public async Task<Error?> WhyNotAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var provider = services.Provider;
        if (provider.GetRequiredService<RecipeRules>().Check(order.Recipe) is { } wrong) return wrong;
        if (Missing(order, provider.GetRequiredService<ISpeechModels>().List()) is { } missing) return missing;
        var chosen = await provider.GetRequiredService<SpeechEngines>().ChooseAsync(order.Recipe.Engine, order.Recipe.ToRequest(), cancellationToken);
        return chosen.Error;
    }

    private static Error? Missing(RunOrder order, IReadOnlyList<ModelView> models)
    {
        if (order.Recipe is not { Engine: Whisper, Model: { } name } || models.Any(m => m.Name == name && m.State == ModelState.Installed)) return null;
        var how = models.Any(m => m.Name == name)
            ? $"Get it with: platform models download {name}"
            : $"It is not in the catalogue: convert it to a ggml file, ggml-{name}.bin, and bring it in with: platform models import ggml-{name}.bin";
        return Error.Unavailable("speech.model_missing", $"The preset {order.Preset} needs the model {name}, which is not installed. {how}. Or choose another preset (--preset), model (--model) or engine (--engine).");
    }

    private async Task<Result<PresetView>> FindAsync(string name, CancellationToken cancellationToken)
    {
        var models = services.Provider.GetRequiredService<ISpeechModels>().List();
        PresetView[] all = [.. BuiltInPresets.All, .. models.Where(m => m is { Kind: ModelKind.Whisper, State: ModelState.Installed }).Select(m => BuiltInPresets.OfModel(m.Name))];
        if (all.FirstOrDefault(p => p.IsNamed(name)) is { } known) return known;

        // Somebody's own is in the database, which need not be there.
        try
        {
            return await (await services.WithDatabaseAsync(cancellationToken)).GetRequiredService<ReadPresets>().FindAsync(name, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Error.InvalidField("preset", "preset.unknown", $"There is no preset '{name}'. Available: {string.Join(", ", all.Select(p => p.Name))}. (Presets of your own could not be read: {e.Message})");
        }
    }
}
