using System.Globalization;
using Platform.Kernel.Results;
using Platform.Transcription.Presets;

namespace Platform.Transcription.SttFaster;

/// <summary>Reads variables one by one and collects what they change; the first that is wrong is the error.</summary>
internal sealed class SttReader(IReadOnlyDictionary<string, string> values)
{
    public Dictionary<string, object?> Decoding { get; } = [];

    public Dictionary<string, object?> Preprocessing { get; } = [];

    public List<Func<TranscriptionRecipe, TranscriptionRecipe>> Changes { get; } = [];

    public List<string> Warnings { get; } = [];

    public Error? Error { get; private set; }

    /// <summary>A whole number.</summary>
    public void Whole(string name, int least, int most, Func<TranscriptionRecipe, int, TranscriptionRecipe> change) => Read(
        name, text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null,
        most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}", change);

    public void Number(string name, double least, double most, Func<TranscriptionRecipe, double, TranscriptionRecipe> change) => Read(
        name, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null,
        string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), change);

    public void Flag(string name, Func<TranscriptionRecipe, bool, TranscriptionRecipe> change) => Read(
        name, text => text.ToLowerInvariant() switch { "1" or "true" or "yes" or "on" => true, "0" or "false" or "no" or "off" => false, _ => null },
        "true or false", change);

    public void Word<T>(string name, IReadOnlyDictionary<string, T> words, Func<TranscriptionRecipe, T, TranscriptionRecipe> change)
        where T : struct => Read(
        name, text => words.TryGetValue(text.ToLowerInvariant(), out var value) ? value : null, $"one of {string.Join(", ", words.Keys)}", change, text => text.ToLowerInvariant());

    /// <summary>Any text, or a form of its own.</summary>
    public void Text(string name, Func<string, object?> read, string expected, Func<TranscriptionRecipe, object, TranscriptionRecipe> change)
    {
        if (!values.TryGetValue(name, out var text)) return;
        if (read(text) is not { } value) Fail(name, expected, text);
        else Accept(name, value, recipe => change(recipe, value));
    }

    /// <summary>Says that a variable has no effect, if it is set and valid.</summary>
    public void Without(string name, string reason)
    {
        if (values.ContainsKey(name)) Warnings.Add($"{name} has no effect: {reason}");
    }

    public bool Has(string name) => values.ContainsKey(name);

    private void Read<T>(string name, Func<string, T?> read, string expected, Func<TranscriptionRecipe, T, TranscriptionRecipe> change, Func<string, object?>? shown = null)
        where T : struct
    {
        if (!values.TryGetValue(name, out var text)) return;
        if (read(text) is { } value) Accept(name, shown is null ? value : shown(text), recipe => change(recipe, value));
        else Fail(name, expected, text);
    }

    private void Accept(string name, object? value, Func<TranscriptionRecipe, TranscriptionRecipe> change)
    {
        var isDecoding = name.StartsWith(SttDecoding.Prefix, StringComparison.Ordinal);
        (isDecoding ? Decoding : Preprocessing)[Option(name)] = value;
        Changes.Add(change);
    }

    private void Fail(string name, string expected, string text) =>
        Error ??= Error.InvalidField(Option(name), SttEnvironment.InvalidCode, $"{name}: {Option(name)} must be {expected}, not '{text}'.");

    private static string Option(string name) => name[(name.IndexOf('_', "STT_".Length) + 1)..].ToLowerInvariant();
}
