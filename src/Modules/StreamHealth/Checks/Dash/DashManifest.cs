using System.Globalization;
using System.Xml;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Dash;

/// <summary>Reads an MPEG-DASH manifest (ISO/IEC 23009-1) element by element. Never throws for what is in it.</summary>
internal sealed class DashManifest
{
    private const int MostAudio = 50;
    private readonly List<DashAudio> _audio = [];
    private readonly DashTimeline _timeline = new();
    private DashInfo _info = new();
    private AdaptationSet _set = new();
    private bool _inAudio;
    private bool _inRepresentation;

    public static bool Recognise(string text) => text.AsSpan(0, Math.Min(text.Length, 2048)).Contains("<MPD", StringComparison.Ordinal);

    public static DashInfo Read(string text)
    {
        var manifest = new DashManifest();
        string? error = null;
        try
        {
            using var reader = SafeXml.Open(text);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element) manifest.Take(reader);
                else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "AdaptationSet" }) manifest._inAudio = false;
            }
        }
        catch (XmlException e)
        {
            error = WireText.Clean(e.Message, 200);
        }

        var info = manifest._info;
        return info with { Audio = manifest._audio, Error = error, LiveEdge = info.Live ? manifest._timeline.EdgeAfter(info.AvailabilityStart) : null };
    }

    private void Take(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "MPD": Manifest(reader); break;
            case "Period": _timeline.Period(Duration(reader, "start"), Duration(reader, "duration")); break;
            case "AdaptationSet": Set(reader); break;
            case "ContentComponent": _inAudio |= IsAudio(reader.GetAttribute("contentType")); break;
            case "Representation": Representation(reader); break;
            case "AudioChannelConfiguration": Channels(Number(reader, "value")); break;
            case "ContentProtection" when _inAudio: _info = _info with { Protected = true }; break;
            case "SegmentTemplate" or "SegmentList" when _inAudio: _timeline.Template(Number(reader, "timescale"), Number(reader, "presentationTimeOffset")); break;
            case "S" when _inAudio: _timeline.Add(Number(reader, "t"), Number(reader, "d"), Number(reader, "r")); break;
            default: break;
        }
    }

    private void Manifest(XmlReader reader) => _info = _info with
    {
        Live = reader.GetAttribute("type") == "dynamic",
        PublishTime = HlsText.Date(reader.GetAttribute("publishTime")),
        AvailabilityStart = HlsText.Date(reader.GetAttribute("availabilityStartTime")),
        AvailabilityEnd = HlsText.Date(reader.GetAttribute("availabilityEndTime")),
        UpdateSeconds = Duration(reader, "minimumUpdatePeriod"),
        DurationSeconds = Duration(reader, "mediaPresentationDuration"),
    };

    private void Set(XmlReader reader)
    {
        _set = new AdaptationSet(WireText.Clean(reader.GetAttribute("codecs"), 50), WireText.Clean(reader.GetAttribute("lang"), 20), Whole(Number(reader, "audioSamplingRate")), null);
        _inAudio = IsAudio(reader.GetAttribute("contentType") ?? reader.GetAttribute("mimeType"));
        _inRepresentation = false;
        _info = _info with { AdaptationSets = _info.AdaptationSets + 1 };
    }

    private void Representation(XmlReader reader)
    {
        _inAudio |= IsAudio(reader.GetAttribute("mimeType"));
        _inRepresentation = !reader.IsEmptyElement;
        if (!_inAudio || _audio.Count >= MostAudio) return;
        double? kbps = Number(reader, "bandwidth") is { } bits ? Math.Round(bits / 1000.0, 1) : null;
        _audio.Add(new DashAudio(
            WireText.Clean(reader.GetAttribute("codecs"), 50) ?? _set.Codecs, kbps, _set.Language, Whole(Number(reader, "audioSamplingRate")) ?? _set.SampleRateHz, _set.Channels));
    }

    // Stands in the set for all of its representations, or in one of them.
    private void Channels(long? value)
    {
        if (!_inAudio || value is not (> 0 and <= 64)) return;
        if (!_inRepresentation) _set = _set with { Channels = (int)value };
        else if (_audio.Count > 0) _audio[^1] = _audio[^1] with { Channels = (int)value };
    }

    private static bool IsAudio(string? type) => type?.StartsWith("audio", StringComparison.OrdinalIgnoreCase) == true;

    private static long? Number(XmlReader reader, string name) =>
        long.TryParse(reader.GetAttribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static int? Whole(long? value) => value is > 0 and <= int.MaxValue ? (int)value : null;

    private static double? Duration(XmlReader reader, string name)
    {
        if (reader.GetAttribute(name) is not { Length: > 0 and < 100 } text) return null;
        try
        {
            return XmlConvert.ToTimeSpan(text).TotalSeconds;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private sealed record AdaptationSet(string? Codecs = null, string? Language = null, int? SampleRateHz = null, int? Channels = null);
}
