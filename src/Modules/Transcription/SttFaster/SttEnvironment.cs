using System.Collections;
using Platform.Kernel.Results;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Presets;

namespace Platform.Transcription.SttFaster;

/// <summary>
/// What stt-faster's environment variables say. Only what is set there changes a recipe; it is remembered by name, because a run's
/// record tells what was asked for from what an engine chose itself.
/// </summary>
internal sealed record SttEnvironment
{
    public const string InvalidCode = "transcription.variable_invalid";

    /// <summary>The decoding options that are set, by stt-faster's names.</summary>
    public IReadOnlyDictionary<string, object?> Explicit { get; init; } = new Dictionary<string, object?>();

    /// <summary>The preprocessing options that are set, by stt-faster's names.</summary>
    public IReadOnlyDictionary<string, object?> Preprocessing { get; init; } = new Dictionary<string, object?>();

    public PreprocessingPlaces Places { get; init; } = new();

    /// <summary>Null: the engine's choice.</summary>
    public SttDevice? Device { get; init; }

    /// <summary>Variables that are understood and have no effect here, each with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    private Func<TranscriptionRecipe, TranscriptionRecipe> Change { get; init; } = r => r;

    /// <summary>The recipe with what is set in the environment.</summary>
    public TranscriptionRecipe Apply(TranscriptionRecipe recipe) => Change(recipe);

    /// <summary>Of this process.</summary>
    public static Result<SttEnvironment> Read() => Read(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, e.Value as string)));

    /// <returns>What is set, or <c>transcription.variable_invalid</c>, which names the variable and the option.</returns>
    public static Result<SttEnvironment> Read(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var values = variables.Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Key, v => v.Value!.Trim(), StringComparer.Ordinal);
        var reader = new SttReader(values);
        SttPreprocessing.Read(reader);
        SttDecoding.Read(reader);
        var device = values.TryGetValue("STT_DEVICE", out var text) ? SttDevice.Parse(text) : default(Result<SttDevice>?);
        if ((reader.Error ?? device?.Error) is { } error) return error;
        return new SttEnvironment
        {
            Explicit = reader.Decoding,
            Preprocessing = reader.Preprocessing,
            Device = device?.Value,
            Warnings = reader.Warnings,
            Places = new PreprocessingPlaces { RnnoiseModel = values.GetValueOrDefault(SttPreprocessing.Prefix + "RNNOISE_MODEL"), RnnoiseModelUrl = values.GetValueOrDefault(SttPreprocessing.ModelUrl), StageFolder = values.GetValueOrDefault("STT_PREPROCESS_OUTPUT_DIR") },
            Change = recipe => reader.Changes.Aggregate(recipe, (changed, change) => change(changed)),
        };
    }
}
