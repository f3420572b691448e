using System.Xml;

namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Reads the locations of an XSPF playlist. No DTD is processed and nothing outside of the text is opened.</summary>
internal static class Xspf
{
    /// <summary>What could be read up to the first error in the XML.</summary>
    public static IReadOnlyList<string> Locations(string text)
    {
        List<string> found = [];
        try
        {
            using var reader = SafeXml.Open(text);
            while (reader.Read())
            {
                while (reader is { NodeType: XmlNodeType.Element, LocalName: "location" })
                {
                    var location = reader.ReadElementContentAsString().Trim();
                    if (location.Length > 0 && found.Count < Playlist.MaxLines) found.Add(location);
                }
            }
        }
        catch (XmlException)
        {
            // What was named before the damage may still work.
        }

        return found;
    }
}

/// <summary>XML from strangers.</summary>
internal static class SafeXml
{
    public static XmlReader Open(string text) => XmlReader.Create(
        new StringReader(text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n')),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 4 << 20, IgnoreComments = true });
}
