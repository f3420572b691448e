using System.Globalization;
using Platform.Kernel.Results;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Preprocessing;

/// <summary>What is done to the sound before an engine hears it.</summary>
internal sealed record PreprocessingOptions
{
    private const int MostSteps = 20;

    private static readonly IReadOnlyList<PreprocessingStep> Usual = [new HighPassStep(), new ResampleStep(), new LoudnessStep()];

    /// <summary>Off: the engine hears the recording as it is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>In this order. The default is stt-faster's chain: high-pass, 16 kHz, loudness.</summary>
    public IReadOnlyList<PreprocessingStep> Steps { get; init; } = Usual;

    /// <summary>Those that do something.</summary>
    internal IEnumerable<PreprocessingStep> Active => Enabled ? Steps.Where(s => s.Enabled) : [];

    internal T? Find<T>()
        where T : PreprocessingStep => Active.OfType<T>().FirstOrDefault();

    /// <summary>With a step in the place of those of its kind, or after the last of the kinds it comes after in stt-faster's chain.</summary>
    /// <param name="step">Null: without.</param>
    internal PreprocessingOptions With<T>(T? step)
        where T : PreprocessingStep
    {
        var at = Steps.ToList().FindIndex(s => s is T);
        var steps = Steps.Where(s => s is not T).ToList();
        if (step is not null) steps.Insert(at >= 0 ? at : steps.FindLastIndex(s => Rank(s) <= Rank(step)) + 1, step);
        return this with { Steps = steps };
    }

    /// <summary>What is wrong with the chain: <c>steps[1].hz</c>, and why. Null: nothing.</summary>
    internal Error? WhyNot()
    {
        if (Steps.Count > MostSteps) return Wrong("steps", $"steps may be {MostSteps}.");
        for (var i = 0; i < Steps.Count; i++)
        {
            if (StepKinds.WhyNot(Steps[i]) is { } reason) return Wrong(string.Create(CultureInfo.InvariantCulture, $"steps[{i}].{reason.Split(' ')[0]}"), reason);
            if (Steps[i].Enabled && Steps[i].Operations.Any(o => o is SoundOperation.Gate) && Steps.Skip(i + 1).Any(s => s.Enabled))
                return Wrong(string.Create(CultureInfo.InvariantCulture, $"steps[{i}].{PreprocessingStep.Discriminator}"), $"{StepKinds.Of(Steps[i])!.Name} must be the last step.");
        }

        return null;
    }

    private static int Rank(PreprocessingStep step) => step switch
    {
        HighPassStep => 0,
        ResampleStep => 1,
        RnnoiseStep => 2,
        DenoiseStep or CustomDenoiseStep => 4,
        _ => 3,
    };

    private static Error Wrong(string field, string message) => Error.InvalidField(field, StepText.InvalidCode, message);
}
