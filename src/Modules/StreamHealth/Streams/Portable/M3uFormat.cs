using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>
/// Extended M3U: a line <c>#EXTINF:-1 group-title="Main" tags="jazz",Name</c> before each address. Players ignore the
/// attributes that are ours.
/// </summary>
internal sealed partial class M3uFormat : IPortableFormat
{
    private const string GroupTitle = "group-title";
    private const string Entry = "#EXTINF:";
    private const string GroupLine = "#EXTGRP:";

    public string Name => "m3u";

    public string ContentType => "audio/x-mpegurl; charset=utf-8";

    public bool Recognises(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n\uFEFF");
        return start.StartsWith("#EXTM3U", StringComparison.OrdinalIgnoreCase) || start.StartsWith(Entry, StringComparison.OrdinalIgnoreCase);
    }

    public PortableFile Read(string text)
    {
        var rows = new List<PortableRow>();
        var (fields, line) = (new List<(string, string)>(), 0);
        foreach (var raw in text.EnumerateLines())
        {
            line++;
            var trimmed = raw.Trim(" \t\uFEFF");
            if (trimmed.IsEmpty) continue;
            if (trimmed.StartsWith(Entry, StringComparison.OrdinalIgnoreCase)) fields.AddRange(Attributes(trimmed[Entry.Length..].ToString()));
            else if (trimmed.StartsWith(GroupLine, StringComparison.OrdinalIgnoreCase)) fields.Add((PortableFields.Group, trimmed[GroupLine.Length..].ToString()));
            else if (trimmed[0] != '#')
            {
                rows.Add(PortableRow.Of(line, [.. fields, (PortableFields.Url, trimmed.ToString())]));
                fields = [];
            }
        }

        return new PortableFile(rows, []);
    }

    public void Write(TextWriter output, IReadOnlyList<PortableStream> streams, IReadOnlyList<GroupInput> groups)
    {
        output.Write("#EXTM3U\n");
        foreach (var stream in streams)
        {
            var line = new StringBuilder(Entry).Append("-1");
            if (stream.Group is { } group) Append(GroupTitle, group);
            if (stream.Parent is { } parent) Append(PortableFields.Parent, parent);
            foreach (var field in PortableFields.All.Where(f => f.Name != "name"))
            {
                // What is enabled anyway need not be said.
                if (field.Read(stream.Input) is { Length: > 0 } text && (field.Kind != FieldKind.Flag || text != "true")) Append(field.Name, text);
            }

            output.Write($"{line},{stream.Input.Name?.ReplaceLineEndings(" ")}\n{stream.Input.Url}\n");

            void Append(string name, string value) => line.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value).ReplaceLineEndings(" ")).Append('"');
        }
    }

    /// <summary>What stands between the length and the first comma outside quotes; the name is behind it.</summary>
    private static IEnumerable<(string Field, string Text)> Attributes(string text)
    {
        var (comma, quoted) = (-1, false);
        for (var i = 0; i < text.Length && comma < 0; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            else if (text[i] == ',' && !quoted) comma = i;
        }

        foreach (Match match in Attribute().Matches(comma < 0 ? text : text[..comma]))
        {
            var (name, value) = (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value));
            if (name.Equals(GroupTitle, StringComparison.OrdinalIgnoreCase)) yield return (PortableFields.Group, value);
            else if (name.Equals(PortableFields.Parent, StringComparison.OrdinalIgnoreCase) || PortableFields.Find(name) is not null) yield return (name, value);
        }

        if (comma >= 0 && text[(comma + 1)..].Trim() is { Length: > 0 } title) yield return ("name", title);
    }

    [GeneratedRegex("([A-Za-z][A-Za-z0-9-]*)=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
