using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Hls;

/// <summary>
/// Reads the tags by which packagers mark advertisement breaks: EXT-X-DATERANGE with SCTE-35 (RFC 8216 section 4.3.2.7),
/// and the older EXT-X-CUE-OUT/-IN, EXT-OATCLS-SCTE35, EXT-X-SCTE35 and EXT-X-CUE, which no standard describes.
/// </summary>
internal static class HlsMarkers
{
    /// <summary>Null when the tag is no marker.</summary>
    public static HlsMarker? Read(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        var tag = (colon < 0 ? line : line[..colon])[1..];
        var value = colon < 0 ? [] : line[(colon + 1)..].Trim();
        return tag switch
        {
            "EXT-X-DATERANGE" => DateRange(HlsAttributes.Parse(value)),
            "EXT-X-CUE-OUT" => new HlsMarker(HlsMarkerKind.Out, "EXT-X-CUE-OUT", Seconds: CueSeconds(value)),
            "EXT-X-CUE-OUT-CONT" => new HlsMarker(HlsMarkerKind.Continue, "EXT-X-CUE-OUT-CONT", Seconds: CueSeconds(value) - Elapsed(value)),
            "EXT-X-CUE-IN" => new HlsMarker(HlsMarkerKind.In, "EXT-X-CUE-IN"),
            "EXT-OATCLS-SCTE35" => Scte("EXT-OATCLS-SCTE35", value.ToString(), null),
            "EXT-X-SPLICEPOINT-SCTE35" => Scte("EXT-X-SPLICEPOINT-SCTE35", value.ToString(), null),
            "EXT-X-SCTE35" => Scte35Tag(HlsAttributes.Parse(value)),
            "EXT-X-CUE" => Cue(HlsAttributes.Parse(value)),
            _ => null,
        };
    }

    private static HlsMarker DateRange(HlsAttributes attributes)
    {
        var seconds = attributes.Seconds("DURATION") ?? attributes.Seconds("PLANNED-DURATION");
        var id = WireText.Clean(attributes["ID"], 100);
        var at = attributes.Date("START-DATE");
        const string Tag = "EXT-X-DATERANGE";
        if (attributes.Hex("SCTE35-OUT") is { } begin) return new HlsMarker(HlsMarkerKind.Out, Tag, id, seconds ?? Scte35.Read(begin)?.Seconds, at);
        if (attributes["SCTE35-IN"] is not null) return new HlsMarker(HlsMarkerKind.In, Tag, id, null, attributes.Date("END-DATE") ?? at);
        if (attributes.Hex("SCTE35-CMD") is { } command && Scte35.Read(command) is { } splice) return new HlsMarker(splice.Kind, Tag, id ?? splice.Id, seconds ?? splice.Seconds, at);
        return new HlsMarker(HlsMarkerKind.Other, Tag, id, seconds, at);
    }

    private static HlsMarker Scte35Tag(HlsAttributes attributes)
    {
        var seconds = attributes.Seconds("DURATION");
        var marker = Scte("EXT-X-SCTE35", attributes["CUE"], seconds);
        if (attributes["CUE-OUT"] is "YES") return marker with { Kind = HlsMarkerKind.Out };
        if (attributes["CUE-OUT"] is "CONT") return marker with { Kind = HlsMarkerKind.Continue };
        return attributes["CUE-IN"] is "YES" ? marker with { Kind = HlsMarkerKind.In } : marker;
    }

    private static HlsMarker Cue(HlsAttributes attributes)
    {
        var kind = attributes["TYPE"] switch { "SpliceOut" => HlsMarkerKind.Out, "SpliceIn" => HlsMarkerKind.In, _ => HlsMarkerKind.Other };
        return new HlsMarker(kind, "EXT-X-CUE", WireText.Clean(attributes["ID"], 100), attributes.Seconds("DURATION"));
    }

    private static HlsMarker Scte(string tag, string? base64, double? seconds)
    {
        var splice = base64 is not null && Decode(base64) is { } bytes ? Scte35.Read(bytes) : null;
        return new HlsMarker(splice?.Kind ?? HlsMarkerKind.Other, tag, splice?.Id, seconds ?? splice?.Seconds);
    }

    private static byte[]? Decode(string base64)
    {
        const int Most = 8192;
        if (base64.Length is 0 or > Most) return null;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : HlsText.Hex(base64);
    }

    // "30", "30.5", "DURATION=30", "ElapsedTime=8,Duration=30", "8/30"
    private static double? CueSeconds(ReadOnlySpan<char> value)
    {
        if (value.Contains('='))
        {
            var attributes = HlsAttributes.Parse(value);
            return attributes.Seconds("DURATION") ?? attributes.Seconds("Duration") ?? attributes.Seconds("duration");
        }

        var slash = value.IndexOf('/');
        return HlsText.Seconds(slash < 0 ? value : value[(slash + 1)..]);
    }

    private static double Elapsed(ReadOnlySpan<char> value)
    {
        if (value.Contains('=')) return HlsAttributes.Parse(value).Seconds("ElapsedTime") ?? 0;
        var slash = value.IndexOf('/');
        return slash < 0 ? 0 : HlsText.Seconds(value[..slash]) ?? 0;
    }
}
