using System.Buffers;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>
/// Comma-separated values (RFC 4180) with a heading; semicolons and tabs, which spreadsheets of some countries write, are
/// understood as well. Without a heading, the columns are address and name.
/// </summary>
internal sealed class CsvFormat : IPortableFormat
{
    private static readonly char[] Delimiters = [',', ';', '\t'];
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\r\n\t");

    public string Name => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public bool Recognises(string text) => true;

    public PortableFile Read(string text)
    {
        var firstLine = text.AsSpan().TrimStart("\r\n \uFEFF");
        if (firstLine.IndexOfAny('\r', '\n') is var end and >= 0) firstLine = firstLine[..end];
        var heading = firstLine.ToString();
        var records = CsvRecords.Read(text, Delimiters.MaxBy(d => heading.Count(c => c == d))).Where(r => r.Cells.Any(c => c.Length > 0)).ToList();
        if (records.Count == 0) throw new FormatException("The file is empty.");

        var head = records[0].Cells.Select(c => c.Trim().Trim('\uFEFF')).ToArray();
        var hasHead = head.Contains(PortableFields.Url, StringComparer.OrdinalIgnoreCase);
        if (!hasHead && !head[0].Contains("://", StringComparison.Ordinal)) throw new FormatException("There is no column \"url\" in the first line.");
        string[] columns = hasHead ? head : [PortableFields.Url, "name"];
        return new PortableFile([.. records.Skip(hasHead ? 1 : 0).Select(r => Row(r, columns))], []);
    }

    public void Write(TextWriter output, IReadOnlyList<PortableStream> streams, IReadOnlyList<GroupInput> groups)
    {
        output.Write(string.Join(',', [PortableFields.Url, PortableFields.Group, PortableFields.Parent, .. PortableFields.All.Select(f => f.Name)]));
        output.Write("\r\n");
        foreach (var stream in streams)
        {
            string[] cells = [stream.Input.Url, stream.Group ?? "", stream.Parent ?? "", .. PortableFields.All.Select(f => f.Read(stream.Input))];
            output.Write(string.Join(',', cells.Select(Cell)));
            output.Write("\r\n");
        }
    }

    private static PortableRow Row(CsvRecord record, string[] columns) =>
        record.Cells.Count > columns.Length && record.Cells.Skip(columns.Length).Any(c => c.Length > 0)
            ? PortableRow.Bad(record.Line, $"There are {record.Cells.Count} cells, but only {columns.Length} columns; a text with a comma belongs in quotes.")
            : PortableRow.Of(record.Line, columns.Zip(record.Cells, (column, cell) => (column, Plain(cell))));

    // A spreadsheet would run what begins with one of these as a formula; an apostrophe before it makes it a text.
    private static bool LooksLikeFormula(string text) => text.Length > 1 && text[0] is '=' or '+' or '@' or '-' && !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static string Plain(string cell) => cell.StartsWith('\'') && LooksLikeFormula(cell[1..]) ? cell[1..] : cell;

    private static string Cell(string text)
    {
        if (text.Length > 0 && LooksLikeFormula(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
