using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Platform.StreamHealth.History;

/// <summary>A table as CSV after RFC 4180: CRLF, quotes where needed, UTF-8 with a mark by which spreadsheets know it.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new("\uFEFF");

    public CsvText Row(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) _text.Append(',');
            _text.Append(Cell(cells[i]));
        }

        _text.Append("\r\n");
        return this;
    }

    public FileContentHttpResult ToFile(string name) => TypedResults.File(Encoding.UTF8.GetBytes(_text.ToString()), "text/csv; charset=utf-8", name);

    public override string ToString() => _text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(value.ToString() ?? ""),
    };

    // A cell that begins like a formula would be run by a spreadsheet, and a title comes from anybody's server.
    private static string Quote(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
