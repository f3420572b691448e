using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>What a file says, before anything of it is checked.</summary>
/// <param name="Rows">Its streams.</param>
/// <param name="Groups">Groups with what their streams inherit; only JSON has them.</param>
internal sealed record PortableFile(IReadOnlyList<PortableRow> Rows, IReadOnlyList<GroupInput> Groups);

/// <summary>One stream of a file.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Fields">Texts by field; a field that the file does not have is not there, an empty one is cleared.</param>
/// <param name="Wrong">Why the line cannot be read; null when it can.</param>
internal sealed record PortableRow(int Line, IReadOnlyDictionary<string, string> Fields, string? Wrong = null)
{
    public string? Get(string field) => Fields.TryGetValue(field, out var text) ? text : null;

    public static PortableRow Of(int line, IEnumerable<(string Field, string Text)> fields)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, text) in fields)
        {
            var name = PortableFields.Find(field)?.Name ?? field;
            known[name] = text.Trim();
        }

        return new PortableRow(line, known);
    }

    public static PortableRow Bad(int line, string wrong) => new(line, new Dictionary<string, string>(), wrong);
}

/// <summary>One stream to write into a file.</summary>
internal sealed record PortableStream(StreamInput Input, string? Group, string? Parent);

/// <summary>A kind of file that streams are carried in. Reading gives back what writing was given.</summary>
internal interface IPortableFormat
{
    /// <summary>Lower-case; also the file's extension.</summary>
    string Name { get; }

    string ContentType { get; }

    /// <summary>Whether a text looks like this format.</summary>
    bool Recognises(string text);

    /// <exception cref="FormatException">The whole is not of this format; the message says why.</exception>
    PortableFile Read(string text);

    void Write(TextWriter output, IReadOnlyList<PortableStream> streams, IReadOnlyList<GroupInput> groups);
}

/// <summary>The formats there are.</summary>
internal static class PortableFormats
{
    public static IReadOnlyList<IPortableFormat> All { get; } = [new JsonFormat(), new OpmlFormat(), new M3uFormat(), new CsvFormat()];

    public static string Names { get; } = string.Join(", ", All.Select(f => f.Name).Order(StringComparer.Ordinal));

    public static IPortableFormat? Find(string? name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a text looks like; CSV if nothing else.</summary>
    public static IPortableFormat Recognise(string text) => All.First(f => f.Recognises(text));
}
