using System.Globalization;
using System.Text;
using System.Xml;
using Platform.Kernel.Text;

namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>A status page's incidents as RSS 2.0; an incident's item changes when it is over, and keeps its id.</summary>
internal static class Feed
{
    /// <param name="page">Whose incidents.</param>
    /// <param name="address">The page's whole address.</param>
    public static string Write(StatusSnapshot page, string address)
    {
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = false }))
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("channel");
            xml.WriteElementString("title", Clean(page.Title));
            xml.WriteElementString("link", address);
            xml.WriteElementString("description", $"Incidents of {Clean(page.Title)}");
            xml.WriteElementString("ttl", "1");
            foreach (var incident in page.Incidents) WriteItem(xml, incident, address);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WriteItem(XmlWriter xml, PublicIncident incident, string address)
    {
        var what = incident.Down ? "outage" : "degraded";
        var began = $"Began {incident.OpenedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.";
        var end = incident.ResolvedAt is { } at ? $" Over after {Spans.Text(at - incident.OpenedAt)}." : " It goes on.";
        xml.WriteStartElement("item");
        xml.WriteElementString("title", $"{Clean(incident.Stream)}: {what}{(incident.ResolvedAt is null ? "" : " (over)")}");
        xml.WriteElementString("link", address);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString($"urn:uuid:{incident.Id}");
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", (incident.ResolvedAt ?? incident.OpenedAt).UtcDateTime.ToString("r", CultureInfo.InvariantCulture));
        xml.WriteElementString("description", began + end + (incident.Reason is null ? "" : " " + Clean(incident.Reason)));
        xml.WriteEndElement();
    }

    // XML has no way to write most control characters, and names come from people.
    private static string Clean(string text) => new([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);

    private sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
