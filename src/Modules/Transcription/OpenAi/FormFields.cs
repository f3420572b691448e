using System.Globalization;
using Platform.Kernel.Results;

namespace Platform.Transcription.OpenAi;

/// <summary>
/// The fields of a form, read one by one; the first that is wrong is kept. Empty fields count as left out, unknown ones are left alone,
/// as OpenAI's server does.
/// </summary>
internal sealed class FormFields(IReadOnlyList<KeyValuePair<string, string>> fields)
{
    /// <summary>What is wrong with the first wrong field; null when none is.</summary>
    public Error? Wrong { get; private set; }

    public string? Text(string name) => fields.LastOrDefault(f => f.Key == name).Value is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A list is sent as <c>name[]</c> by OpenAI's clients; <c>name</c> is understood too.</summary>
    public IReadOnlyList<string> List(string name, params string[] known)
    {
        string[] values = [.. fields.Where(f => (f.Key == name || f.Key == name + "[]") && f.Value.Length > 0).Select(f => f.Value.Trim())];
        if (values.FirstOrDefault(v => !known.Contains(v)) is { } wrong) Refuse(name, wrong, $"one of {Words(known)}");
        return values;
    }

    /// <param name="name">Of the field.</param>
    /// <param name="fallback">When it is left out.</param>
    /// <param name="known">What it may be.</param>
    public string OneOf(string name, string fallback, params string[] known)
    {
        var value = Text(name) ?? fallback;
        if (!known.Contains(value)) Refuse(name, value, $"one of {Words(known)}");
        return value;
    }

    public double? Number(string name, double min, double max)
    {
        if (Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        Refuse(name, text, string.Create(CultureInfo.InvariantCulture, $"a number between {min} and {max}"));
        return null;
    }

    public int? Whole(string name, int min, int max)
    {
        if (Number(name, min, max) is not { } value) return null;
        if (value == Math.Truncate(value)) return (int)value;
        Refuse(name, Text(name)!, string.Create(CultureInfo.InvariantCulture, $"a whole number between {min} and {max}"));
        return null;
    }

    public bool? Flag(string name)
    {
        switch (Text(name)?.ToLowerInvariant())
        {
            case null: return null;
            case "true" or "1" or "yes" or "on": return true;
            case "false" or "0" or "no" or "off": return false;
            default:
                Refuse(name, Text(name)!, "true or false");
                return null;
        }
    }

    public void Refuse(string name, string value, string wanted) =>
        Wrong ??= Error.InvalidField(name, "invalid_value", $"Invalid value for '{name}': '{Shorten(value)}'. It must be {wanted}.");

    private static string Shorten(string value) => value.Length <= 60 ? value : value[..60] + "…";

    private static string Words(string[] known) => string.Join(", ", known.Select(k => $"'{k}'"));
}
