namespace Platform.Transcription.Variants.Reports;

/// <summary>Cells of a CSV file.</summary>
internal static class CsvText
{
    // A cell that begins like a formula is a text all the same to a spreadsheet.
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
