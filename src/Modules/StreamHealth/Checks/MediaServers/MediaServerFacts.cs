using System.Globalization;
using System.Text.Json;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.MediaServers;

/// <summary>What ffprobe found at an RTMP or RTSP server.</summary>
/// <param name="Protocol">RTMP, RTMPS, RTSP or RTSPS.</param>
/// <param name="Audio">Null when there is no audio.</param>
/// <param name="HasVideo">Whether there are pictures too.</param>
/// <param name="Tags">Title, artist and genre of the stream's metadata.</param>
internal sealed record MediaServerFacts(string Protocol, MeasuredAudio? Audio, bool HasVideo, AudioTags? Tags)
{
    /// <summary>Null when this is not what ffprobe prints.</summary>
    public static MediaServerFacts? Read(string json, string protocol)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("streams", out var list) || list.ValueKind != JsonValueKind.Array) return null;
            var streams = list.EnumerateArray().ToList();
            var audio = streams.Find(s => Text(s, "codec_type") == "audio");
            var tags = document.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Object && format.TryGetProperty("tags", out var found) ? Tagged(found) : null;
            return new MediaServerFacts(protocol, audio.ValueKind == JsonValueKind.Object ? Describe(audio, protocol) : null, streams.Exists(s => Text(s, "codec_type") == "video"), tags);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MeasuredAudio Describe(JsonElement stream, string protocol) => new()
    {
        Codec = CodecOf(Text(stream, "codec_name"), Text(stream, "profile")),
        Container = protocol.TrimEnd('S'),
        Profile = Text(stream, "profile") is { } profile and not "unknown" ? profile : null,
        BitrateKbps = Number(stream, "bit_rate") is { } bits ? bits / 1000 : null,
        SampleRateHz = Number(stream, "sample_rate"),
        Channels = Number(stream, "channels"),
    };

    private static string CodecOf(string? name, string? profile) => name switch
    {
        "aac" when profile?.StartsWith("HE-AAC", StringComparison.Ordinal) == true => "HE-AAC",
        "aac" or "aac_latm" => "AAC",
        "mp3" or "mp3float" => "MP3",
        "opus" => "Opus",
        "vorbis" => "Vorbis",
        "ac3" => "AC-3",
        "eac3" => "E-AC-3",
        null => "unknown",
        _ => WireText.Clean(name, 20)?.ToUpperInvariant() ?? "unknown",
    };

    private static AudioTags? Tagged(JsonElement tags)
    {
        var (title, artist, genre) = (WireText.Clean(Text(tags, "title")), WireText.Clean(Text(tags, "artist")), WireText.Clean(Text(tags, "genre")));
        return title is null && artist is null && genre is null ? null : new AudioTags(title, artist, genre);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // ffprobe prints most numbers as text.
    private static int? Number(JsonElement element, string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        return int.TryParse(Text(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : null;
    }
}
