using System.Text;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>Reads an uploaded file as far as it may go, and takes it apart.</summary>
internal static class ImportText
{
    /// <summary>The largest file, bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The most streams of one file.</summary>
    public const int MaxRows = 10_000;

    /// <summary>Reads the body; what is larger than <see cref="MaxBytes"/> is left where it is.</summary>
    public static async Task<Result<string>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81_920];
        for (int read; (read = await body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > MaxBytes) return Error.Invalid("import.too_large", $"A file has at most {MaxBytes / 1024 / 1024} MB.");
            buffer.Write(chunk, 0, read);
        }

        buffer.Position = 0;
        using var reader = new StreamReader(buffer, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <param name="text">The file.</param>
    /// <param name="format">csv, m3u, json or opml; null to tell by the text.</param>
    public static Result<(IPortableFormat Format, PortableFile File)> Parse(string text, string? format)
    {
        var chosen = string.IsNullOrEmpty(format) || format == "auto" ? PortableFormats.Recognise(text) : PortableFormats.Find(format);
        if (chosen is null) return ExportStreams.UnknownFormat(format);
        try
        {
            var file = chosen.Read(text);
            if (file.Rows.Count == 0) return Error.Invalid("import.empty", $"There is no stream in this file, read as {chosen.Name}.");
            return file.Rows.Count <= MaxRows ? (chosen, file) : Error.Invalid("import.too_many", $"A file has at most {MaxRows} streams; this one has {file.Rows.Count}.");
        }
        catch (FormatException e)
        {
            return Error.Invalid("import.unreadable", $"The file cannot be read as {chosen.Name}: {e.Message}");
        }
    }
}
