using System.Globalization;
using System.Text.Json.Serialization;
using System.Xml;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>What an MPEG-DASH manifest (ISO 23009-1) says of its audio. Manifests are recognised, not followed.</summary>
internal sealed record DashInfo
{
    [JsonPropertyName("live")] public bool Live { get; init; }

    [JsonPropertyName("audio")] public IReadOnlyList<DashAudio> Audio { get; init; } = [];

    /// <summary>Why the manifest could not be read to its end.</summary>
    [JsonPropertyName("error")] public string? Error { get; init; }

    public static bool Recognise(string text) => text.AsSpan(0, Math.Min(text.Length, 2048)).Contains("<MPD", StringComparison.Ordinal);

    public static DashInfo Read(string text)
    {
        const int Most = 50;
        var info = new DashInfo();
        List<DashAudio> audio = [];
        try
        {
            using var reader = SafeXml.Open(text);
            var (inAudio, type, codecs, language) = (false, (string?)null, (string?)null, (string?)null);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "MPD") info = info with { Live = reader.GetAttribute("type") == "dynamic" };
                if (reader.LocalName == "AdaptationSet")
                {
                    (type, codecs, language) = (reader.GetAttribute("contentType") ?? reader.GetAttribute("mimeType"), reader.GetAttribute("codecs"), reader.GetAttribute("lang"));
                    inAudio = type?.StartsWith("audio", StringComparison.Ordinal) == true;
                }

                if (reader.LocalName != "Representation" || audio.Count >= Most) continue;
                if (!inAudio && reader.GetAttribute("mimeType")?.StartsWith("audio", StringComparison.Ordinal) != true) continue;
                audio.Add(new DashAudio(WireText.Clean(reader.GetAttribute("codecs") ?? codecs, 50), Kbps(reader.GetAttribute("bandwidth")), WireText.Clean(language, 20)));
            }
        }
        catch (XmlException e)
        {
            info = info with { Error = WireText.Clean(e.Message, 200) };
        }

        return info with { Audio = audio };
    }

    private static double? Kbps(string? bandwidth) =>
        long.TryParse(bandwidth, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? Math.Round(bits / 1000.0, 1) : null;
}

internal sealed record DashAudio(
    [property: JsonPropertyName("codecs")] string? Codecs,
    [property: JsonPropertyName("bandwidth_kbps")] double? BandwidthKbps,
    [property: JsonPropertyName("language")] string? Language);
