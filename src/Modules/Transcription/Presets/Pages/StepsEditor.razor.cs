using Platform.Kernel.Results;
using Platform.Transcription.Preprocessing.Steps;

namespace Platform.Transcription.Presets.Pages;

public partial class StepsEditor
{
    /// <summary>A step of the chain while somebody is typing into it.</summary>
    public sealed class StepForm
    {
        internal StepKind Kind { get; private init; } = null!;

        public bool Enabled { get; set; } = true;

        /// <summary>Texts by the parameters' names; empty: as usual.</summary>
        public Dictionary<string, string> Values { get; private init; } = [];

        internal static StepForm Of(PreprocessingStep step) => new()
        {
            Kind = StepKinds.Of(step)!,
            Enabled = step.Enabled,
            Values = new Dictionary<string, string>(StepKinds.Values(step)),
        };

        internal static StepForm New(StepKind kind) => new() { Kind = kind, Values = kind.Parameters.ToDictionary(p => p.Name, p => p.Usual) };

        /// <summary>The step, or what is wrong with it, by a field such as <c>preprocessing.steps[0].hz</c>.</summary>
        internal Result<PreprocessingStep> ToStep(int index)
        {
            var made = StepText.Make(Kind.Name, Values, index);
            if (made.Ok) return made.Value with { Enabled = Enabled };
            return Error.InvalidField($"preprocessing.{made.Error.Fields.Keys.First()}", made.Error.Code, made.Error.Message);
        }
    }
}
