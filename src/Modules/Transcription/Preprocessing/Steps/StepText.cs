using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Transcription.Preprocessing.Steps;

/// <summary>A chain of steps as one text: <c>highpass:hz=100,resample,volume_limiter:volumeDb=1.5:limitDb=-1</c>. <c>none</c>: no steps.</summary>
internal static class StepText
{
    public const string InvalidCode = "preset.option_invalid";
    private const string None = "none";

    public static string Write(IEnumerable<PreprocessingStep> steps)
    {
        var words = steps.Where(s => s.Enabled).Select(Write).ToList();
        return words.Count == 0 ? None : string.Join(',', words);
    }

    /// <summary>One step, with what of it is not as usual.</summary>
    public static string Write(PreprocessingStep step)
    {
        if (StepKinds.Of(step) is not { } kind) return "?";
        var values = StepKinds.Values(step);
        return string.Concat([kind.Name, .. kind.Parameters.Where(p => values[p.Name] != p.Usual).Select(p => $":{p.Name}={values[p.Name]}")]);
    }

    /// <returns>The steps, or what is wrong, with the field <c>steps[0].hz</c>. Ranges are checked too.</returns>
    public static Result<IReadOnlyList<PreprocessingStep>> Parse(string text)
    {
        var steps = new List<PreprocessingStep>();
        if (text.Trim() is None or "") return steps;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = part.Split(':', StringSplitOptions.TrimEntries);
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var word in words.Skip(1))
            {
                if (word.Split('=', 2) is [var name, var value]) values[name.Trim()] = value.Trim();
                else return Wrong(steps.Count, word, $"'{word}' is not of the form name=value.");
            }

            var made = Make(words[0], values, steps.Count);
            if (!made.Ok) return made.Error;
            steps.Add(made.Value);
        }

        return steps;
    }

    /// <summary>One step of texts.</summary>
    /// <param name="name">Of its kind.</param>
    /// <param name="values">By parameter; what is missing or empty is as usual.</param>
    /// <param name="index">Its place in the chain, for the error.</param>
    public static Result<PreprocessingStep> Make(string name, IReadOnlyDictionary<string, string> values, int index)
    {
        if (StepKinds.Find(name) is not { } kind) return Wrong(index, PreprocessingStep.Discriminator, $"There is no step '{name}'. Available: {string.Join(", ", StepKinds.All.Select(k => k.Name))}.");
        if (values.Keys.FirstOrDefault(k => !kind.Parameters.Any(p => p.Name.Equals(k, StringComparison.OrdinalIgnoreCase))) is { } unknown)
            return Wrong(index, unknown, kind.Parameters.Count == 0 ? $"{kind.Name} takes nothing." : $"{kind.Name} has no '{unknown}'. It has: {string.Join(", ", kind.Parameters.Select(p => p.Name))}.");
        var json = new JsonObject { [PreprocessingStep.Discriminator] = kind.Name };
        foreach (var parameter in kind.Parameters)
        {
            var text = values.FirstOrDefault(v => v.Key.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)).Value?.Trim();
            if (string.IsNullOrEmpty(text)) continue;
            if (parameter.Choices is { } choices)
            {
                if (choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase)) is not { } choice) return Wrong(index, parameter.Name, $"{parameter.Name} must be one of {string.Join(", ", choices)}.");
                json[parameter.Name] = choice;
            }
            else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) || (parameter.Whole && (number != Math.Truncate(number) || Math.Abs(number) > int.MaxValue)))
            {
                return Wrong(index, parameter.Name, $"{parameter.Name}: '{text}' is not {(parameter.Whole ? "a whole number" : "a number")}.");
            }
            else
            {
                json[parameter.Name] = parameter.Whole ? (int)number : number;
            }
        }

        var step = json.Deserialize<PreprocessingStep>(ApiJson.Options)!;
        return StepKinds.WhyNot(step) is { } reason ? Wrong(index, reason.Split(' ')[0], reason) : step;
    }

    private static Error Wrong(int index, string field, string message) => Error.InvalidField(string.Create(CultureInfo.InvariantCulture, $"steps[{index}].{field}"), InvalidCode, message);
}
