using System.Text;

namespace Platform.StreamHealth.Streams.Portable;

/// <param name="Line">Line the record begins on, from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells);

/// <summary>Splits comma-separated values: quotes, doubled quotes, line breaks within quotes, any line ending.</summary>
internal static class CsvRecords
{
    public static IEnumerable<CsvRecord> Read(string text, char delimiter)
    {
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (line, begin, quoted) = (1, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == delimiter)
            {
                EndCell();
            }
            else if (c == '\n')
            {
                EndCell();
                yield return new CsvRecord(begin, cells);
                (cells, begin) = ([], line);
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length == 0 && cells.Count == 0) yield break;
        EndCell();
        yield return new CsvRecord(begin, cells);

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
