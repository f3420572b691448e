using System.ComponentModel;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Formats;
using Platform.Transcription.Preprocessing.Steps;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Inputs;

/// <summary>What is to be done with a recording: a preset, and what differs from it.</summary>
internal record TranscriptionTerms
{
    [Description("For people; the file's name when not said.")]
    public string? Name { get; init; }

    [Description("Name of a preset; the default one when not said.")]
    public string? Preset { get; init; }

    [Description("A whole recipe instead of the preset's.")]
    public TranscriptionRecipe? Recipe { get; init; }

    [Description("Instead of the recipe's: an engine's id, or auto.")]
    public string? Engine { get; init; }

    [Description("Instead of the recipe's: name of an installed model.")]
    public string? Model { get; init; }

    [Description("Instead of the recipe's: code of ISO 639, or auto to find out.")]
    public string? Language { get; init; }

    public SpeechTask? Task { get; init; }

    public bool? WordTimes { get; init; }

    public bool? Diarize { get; init; }

    public bool? Music { get; init; }

    [Description("Names and terms to expect.")]
    public string? Prompt { get; init; }

    public IReadOnlyList<TranscriptFormat>? Formats { get; init; }

    [Description("Instead of the recipe's: what is done to the sound, in this order.")]
    public IReadOnlyList<PreprocessingStep>? Steps { get; init; }

    [Description("The larger comes first, -100 to 100; 0 when not said.")]
    public int Priority { get; init; }

    [Description("Which audio track of the file, from 0.")]
    public int Track { get; init; }

    public const int MostPriority = 100;

    /// <summary>The preset's recipe with what differs.</summary>
    public TranscriptionRecipe Apply(TranscriptionRecipe preset)
    {
        var recipe = Recipe ?? preset;
        return recipe with
        {
            Engine = string.IsNullOrWhiteSpace(Engine) ? recipe.Engine : Engine.Trim(),
            Model = string.IsNullOrWhiteSpace(Model) ? recipe.Model : Model.Trim(),
            Language = string.IsNullOrWhiteSpace(Language) ? recipe.Language : Language.Trim() is var l && l.Equals("auto", StringComparison.OrdinalIgnoreCase) ? null : l.ToLowerInvariant(),
            Task = Task ?? recipe.Task,
            WordTimes = WordTimes ?? recipe.WordTimes,
            Diarize = Diarize ?? recipe.Diarize,
            Music = Music ?? recipe.Music,
            Prompt = string.IsNullOrWhiteSpace(Prompt) ? recipe.Prompt : Prompt.Trim(),
            Formats = Formats is { Count: > 0 } ? Formats : recipe.Formats,
            Preprocessing = Steps is null ? recipe.Preprocessing : recipe.Preprocessing with { Enabled = true, Steps = Steps },
        };
    }

    public Error? Check()
    {
        if (Priority is < -MostPriority or > MostPriority)
            return Error.InvalidField("priority", "transcription.priority_invalid", $"priority must be between -{MostPriority} and {MostPriority}.");
        return Track is < 0 or > 99 ? Error.InvalidField("track", "transcription.track_invalid", "track must be between 0 and 99.") : null;
    }
}

/// <summary>A transcription to be queued: of an upload that is complete, or of an address.</summary>
internal sealed record TranscriptionInput : TranscriptionTerms
{
    [Description("Id of an upload that is complete.")]
    public Guid? UploadId { get; init; }

    [Description("Address to download the recording from.")]
    public string? Url { get; init; }
}
