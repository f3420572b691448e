using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>ANSI colours; the numbers are theirs.</summary>
internal enum TextColour
{
    None = 0,
    Red = 31,
    Green = 32,
    Yellow = 33,
}

/// <summary>The lines a text report is made of: a banner, sections, and rows of a dotted key and a value.</summary>
internal sealed class ReportLines(bool colours)
{
    private const int Width = 60;
    private const int KeyWidth = 40;
    private readonly StringBuilder _text = new();
    private string? _title; // of a section that has no line yet

    public static (string Mark, TextColour Colour) MarkOf(VerdictState state) => state switch
    {
        VerdictState.Healthy => ("✓", TextColour.Green),
        VerdictState.Degraded => ("⚠", TextColour.Yellow),
        _ => ("✗", TextColour.Red),
    };

    public static string Paint(string text, TextColour colour, bool colours) =>
        colours && colour != TextColour.None ? $"\u001b[{(int)colour}m{text}\u001b[0m" : text;

    public void Banner(string title) => _text.AppendLine(new string('=', Width)).AppendLine(title).AppendLine(new string('=', Width));

    public void Rule() => _text.AppendLine(new string('=', Width));

    /// <summary>Begins a section; one that stays without a line is not shown.</summary>
    public void Section(string title) => _title = title;

    public void Line(string text)
    {
        if (_title is { } title) _text.AppendLine().AppendLine(title).AppendLine(new string('-', title.Length));
        _title = null;
        _text.AppendLine(text);
    }

    /// <summary>What is not known is not shown.</summary>
    public void Row(string key, string? value, TextColour colour = TextColour.None)
    {
        if (!string.IsNullOrEmpty(value)) Line($"{key} {new string('.', Math.Max(1, KeyWidth - key.Length - 1))} {Paint(value, colour)}");
    }

    public string Paint(string text, TextColour colour) => Paint(text, colour, colours);

    public static string? Unit(double? value, string unit) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.##} {unit}") : null;

    public static string? Ms(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.#} ms") : null;

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public override string ToString() => _text.ToString();
}
