using System.Xml;
using System.Xml.Linq;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>
/// OPML 2.0 as radio directories write it: an outline of type audio with <c>URL</c> is a stream, an outline around it its
/// group. <c>xmlUrl</c> and <c>url</c> are understood as well.
/// </summary>
internal sealed class OpmlFormat : IPortableFormat
{
    private static readonly string[] Addresses = ["URL", "url", "xmlUrl"];

    public string Name => "opml";

    public string ContentType => "text/x-opml; charset=utf-8";

    public bool Recognises(string text) => text.AsSpan().TrimStart(" \t\r\n\uFEFF").StartsWith("<");

    public PortableFile Read(string text)
    {
        var document = Load(text);
        if (document.Root?.Name.LocalName != "opml") throw new FormatException("This is XML, but its root is not <opml>.");
        return new PortableFile([.. document.Descendants("outline").Where(o => Address(o) is not null).Select(Row)], []);
    }

    public void Write(TextWriter output, IReadOnlyList<PortableStream> streams, IReadOnlyList<GroupInput> groups)
    {
        var body = new XElement("body");
        foreach (var group in streams.GroupBy(s => s.Group))
        {
            var parent = body;
            if (group.Key is { } name) body.Add(parent = new XElement("outline", new XAttribute("text", Clean(name))));
            parent.Add(group.Select(Outline));
        }

        var opml = new XElement("opml", new XAttribute("version", "2.0"), new XElement("head", new XElement("title", "Streams")), body);
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        output.Write(opml.ToString());
        output.Write('\n');
    }

    private static XElement Outline(PortableStream stream)
    {
        var outline = new XElement("outline", new XAttribute("type", "audio"), new XAttribute("text", Clean(stream.Input.Name ?? "")), new XAttribute("URL", Clean(stream.Input.Url)));
        if (stream.Parent is { } parent) outline.SetAttributeValue(PortableFields.Parent, Clean(parent));
        foreach (var field in PortableFields.All.Where(f => f.Name != "name"))
        {
            if (field.Read(stream.Input) is { Length: > 0 } text && (field.Kind != FieldKind.Flag || text != "true")) outline.SetAttributeValue(field.Name, Clean(text));
        }

        return outline;
    }

    private static PortableRow Row(XElement outline)
    {
        var fields = outline.Attributes().Where(a => !Addresses.Contains(a.Name.LocalName) && a.Name.LocalName is not ("type" or "text" or "title" or "name"))
            .Select(a => (a.Name.LocalName, a.Value)).ToList();
        fields.Add((PortableFields.Url, Address(outline)!));
        if (((string?)outline.Attribute("text") ?? (string?)outline.Attribute("title")) is { } name) fields.Add(("name", name));
        if (outline.Ancestors("outline").FirstOrDefault() is { } group) fields.Add((PortableFields.Group, (string?)group.Attribute("text") ?? (string?)group.Attribute("title") ?? ""));
        return PortableRow.Of(((IXmlLineInfo)outline).LineNumber, fields);
    }

    private static string? Address(XElement outline) => Addresses.Select(a => (string?)outline.Attribute(a)).FirstOrDefault(a => !string.IsNullOrWhiteSpace(a));

    // A file of strangers: no document type, so no entities and nothing fetched.
    private static XDocument Load(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new FormatException($"This is not well-formed XML: {e.Message}", e);
        }
    }

    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
