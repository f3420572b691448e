using System.Globalization;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Presets.Pages;

/// <summary>What somebody is typing into the form of a preset: texts until they are saved. Empty means "the engine's own default".</summary>
internal sealed class PresetForm
{
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Engine { get; set; } = "";

    public string Model { get; set; } = "";

    public string Language { get; set; } = "";

    public bool Translate { get; set; }

    public bool WordTimes { get; set; }

    public bool Diarize { get; set; }

    public bool Music { get; set; }

    public string Prompt { get; set; } = "";

    public bool Prepare { get; set; }

    public List<StepsEditor.StepForm> Steps { get; private init; } = [];

    public bool SkipSilence { get; set; }

    public string Detector { get; set; } = "";

    public bool Clean { get; set; }

    public bool Context { get; set; }

    public HashSet<TranscriptFormat> Formats { get; private init; } = [];

    /// <summary>Numbers by the path of their field, as errors name it: <c>decoding.beamSize</c>.</summary>
    public Dictionary<string, string> Numbers { get; private init; } = [];

    public int? Version { get; private init; }

    // What the form has no field for goes through it unchanged.
    private TranscriptionRecipe Recipe { get; init; } = new();

    public static PresetForm Of(PresetView preset, bool copy) => new()
    {
        Name = copy ? $"{preset.Name}-copy" : preset.Name,
        Description = preset.Description ?? "",
        Engine = preset.Recipe.Engine ?? "",
        Model = preset.Recipe.Model ?? "",
        Language = preset.Recipe.Language ?? "",
        Translate = preset.Recipe.Task == SpeechTask.TranslateToEnglish,
        WordTimes = preset.Recipe.WordTimes,
        Diarize = preset.Recipe.Diarize,
        Music = preset.Recipe.Music,
        Prompt = preset.Recipe.Prompt ?? "",
        Prepare = preset.Recipe.Preprocessing.Enabled,
        Steps = [.. preset.Recipe.Preprocessing.Steps.Select(StepsEditor.StepForm.Of)],
        SkipSilence = preset.Recipe.Voice.Enabled,
        Detector = preset.Recipe.Voice.Detector ?? "",
        Clean = preset.Recipe.Cleaning.Enabled,
        Context = preset.Recipe.Decoding.ConditionOnPreviousText,
        Formats = [.. preset.Recipe.Formats],
        Numbers = PresetNumber.All.ToDictionary(n => n.Field, n => n.Read(preset.Recipe) is { } value ? value.ToString("0.####", CultureInfo.InvariantCulture) : ""),
        Version = copy ? null : preset.Version,
        Recipe = preset.Recipe,
    };

    /// <summary>The input, or which number cannot be read. What the numbers may be is the use case's to say.</summary>
    public Result<PresetInput> ToInput()
    {
        var steps = new List<PreprocessingStep>();
        foreach (var step in Steps)
        {
            var made = step.ToStep(steps.Count);
            if (!made.Ok) return made.Error;
            steps.Add(made.Value);
        }

        var recipe = Recipe with
        {
            Engine = Text(Engine),
            Model = Text(Model),
            Language = Text(Language)?.ToLowerInvariant(),
            Task = Translate ? SpeechTask.TranslateToEnglish : SpeechTask.Transcribe,
            WordTimes = WordTimes,
            Diarize = Diarize,
            Music = Music,
            Prompt = Text(Prompt),
            Preprocessing = new PreprocessingOptions { Enabled = Prepare, Steps = steps },
            Voice = Recipe.Voice with { Enabled = SkipSilence, Detector = Text(Detector) },
            Cleaning = Recipe.Cleaning with { Enabled = Clean },
            Decoding = Recipe.Decoding with { ConditionOnPreviousText = Context },
            Formats = [.. Formats.Order()],
        };
        foreach (var number in PresetNumber.All)
        {
            var text = Numbers.GetValueOrDefault(number.Field, "").Trim();
            double? value = null;
            if (text.Length > 0)
            {
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) || !double.IsFinite(read) || (number.Whole && read != Math.Truncate(read)))
                    return Error.InvalidField(number.Field, "preset.option_invalid", $"'{text}' is not {(number.Whole ? "a whole number" : "a number")}.");
                value = read;
            }

            recipe = number.Write(recipe, value);
        }

        return new PresetInput { Name = Name, Description = Text(Description), Recipe = recipe, Version = Version };
    }

    /// <summary>What is done to the sound, in its order, in words.</summary>
    public static string Describe(PreprocessingOptions sound) => sound.Active.Any() ? string.Join(", ", sound.Active.Select(StepText.Write)) : "as it is";

    private static string? Text(string value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
