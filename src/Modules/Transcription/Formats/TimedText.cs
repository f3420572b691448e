using System.Globalization;
using System.Text;
using System.Xml;

namespace Platform.Transcription.Formats;

/// <summary>ttml (https://www.w3.org/TR/ttml1/): at the bottom, centred, times by the media's clock; speakers as agents.</summary>
internal static class TimedText
{
    private const string Core = "http://www.w3.org/ns/ttml";
    private const string Parameter = Core + "#parameter";
    private const string Styling = Core + "#styling";
    private const string Metadata = Core + "#metadata";

    private static readonly XmlWriterSettings Settings = new() { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true, Encoding = Encoding.UTF8 };

    public static void Write(Transcript transcript, TextWriter writer)
    {
        var cues = Cues.Of(transcript.Segments, namesSpeakers: false);
        var agents = cues.Select(c => c.Speaker).OfType<string>().Distinct().Select((name, i) => (name, Id: string.Create(CultureInfo.InvariantCulture, $"speaker{i + 1}"))).ToDictionary(a => a.name, a => a.Id);

        // The writer would declare the encoding of a text writer, which has none.
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(writer, Settings))
        {
            xml.WriteStartElement("tt", Core);
            xml.WriteAttributeString("xmlns", "ttp", null, Parameter);
            xml.WriteAttributeString("xmlns", "tts", null, Styling);
            xml.WriteAttributeString("xmlns", "ttm", null, Metadata);
            xml.WriteAttributeString("xml", "lang", null, transcript.Language ?? "");
            xml.WriteAttributeString("timeBase", Parameter, "media");
            WriteHead(xml, transcript, agents);
            xml.WriteStartElement("body", Core);
            xml.WriteAttributeString("region", "bottom");
            xml.WriteStartElement("div", Core);
            foreach (var cue in cues) WriteCue(xml, cue, agents);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        writer.Write("\n");
    }

    private static void WriteHead(XmlWriter xml, Transcript transcript, Dictionary<string, string> agents)
    {
        xml.WriteStartElement("head", Core);
        xml.WriteStartElement("metadata", Core);
        xml.WriteElementString("title", Metadata, CleanText.OneLine(transcript.Audio));
        foreach (var (name, id) in agents)
        {
            xml.WriteStartElement("agent", Metadata);
            xml.WriteAttributeString("type", "person");
            xml.WriteAttributeString("xml", "id", null, id);
            xml.WriteStartElement("name", Metadata);
            xml.WriteAttributeString("type", "alias");
            xml.WriteString(name);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("layout", Core);
        xml.WriteStartElement("region", Core);
        xml.WriteAttributeString("xml", "id", null, "bottom");
        xml.WriteAttributeString("origin", Styling, "10% 80%");
        xml.WriteAttributeString("extent", Styling, "80% 15%");
        xml.WriteAttributeString("displayAlign", Styling, "after");
        xml.WriteAttributeString("textAlign", Styling, "center");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCue(XmlWriter xml, Cue cue, Dictionary<string, string> agents)
    {
        xml.WriteStartElement("p", Core);
        xml.WriteAttributeString("begin", CueTime.Clock(cue.Start, '.'));
        xml.WriteAttributeString("end", CueTime.Clock(cue.End, '.'));
        if (cue.Speaker is { } speaker) xml.WriteAttributeString("agent", Metadata, agents[speaker]);
        for (var i = 0; i < cue.Lines.Count; i++)
        {
            if (i > 0)
            {
                xml.WriteStartElement("br", Core);
                xml.WriteEndElement();
            }

            xml.WriteString(cue.Lines[i]);
        }

        xml.WriteEndElement();
    }
}
