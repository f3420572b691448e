using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>How a field is written in JSON; in the other formats everything is text.</summary>
internal enum FieldKind
{
    Text,
    Number,
    Flag,
    List,
}

/// <summary>One field of a stream in a file.</summary>
/// <param name="Name">Name of the column, attribute or property; as in the API.</param>
/// <param name="Kind">How JSON has it.</param>
/// <param name="Read">The field as text; empty when it says nothing.</param>
/// <param name="Write">The stream with this text in the field; null when the text cannot be that.</param>
internal sealed record PortableField(string Name, FieldKind Kind, Func<StreamInput, string> Read, Func<StreamInput, string, StreamInput?> Write)
{
    /// <summary>Separates the words of a list within one cell.</summary>
    public const char ListSeparator = ';';

    /// <summary>Whether JSON has it within <c>thresholds</c>.</summary>
    public bool IsThreshold { get; init; }

    public static PortableField Text(string name, Func<StreamInput, string?> read, Func<StreamInput, string?, StreamInput> write) =>
        new(name, FieldKind.Text, s => read(s) ?? "", (s, text) => write(s, text.Length == 0 ? null : text));

    public static PortableField Whole(string name, Func<StreamInput, int?> read, Func<StreamInput, int?, StreamInput> write) =>
        new(name, FieldKind.Number, s => read(s)?.ToString(CultureInfo.InvariantCulture) ?? "", (s, text) =>
            text.Length == 0 ? write(s, null)
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? write(s, number) : null);

    public static PortableField Number(string name, Func<StreamInput, double?> read, Func<StreamInput, double?, StreamInput> write) =>
        new(name, FieldKind.Number, s => read(s)?.ToString("R", CultureInfo.InvariantCulture) ?? "", (s, text) =>
            text.Length == 0 ? write(s, null)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? write(s, number) : null);

    public static PortableField List(string name, Func<StreamInput, IReadOnlyList<string>> read, Func<StreamInput, string[], StreamInput> write) =>
        new(name, FieldKind.List, s => string.Join(ListSeparator, read(s)), (s, text) =>
            write(s, text.Split([ListSeparator, ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
}
