using System.Globalization;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>What the response headers say.</summary>
internal static class HeaderFacts
{
    public static ServerHeaders Server(ResponseHead head)
    {
        var origin = head["Access-Control-Allow-Origin"];
        return new ServerHeaders
        {
            Server = head["Server"],
            CorsEnabled = origin is not null,
            CorsOrigin = origin,
            CacheControl = head["Cache-Control"],
            ContentLength = head.ContentLength,
            ContentType = head["Content-Type"],
            Cdn = Cdn(head),
            Icy = head.Headers.Where(h => h.Key.StartsWith("ic", StringComparison.OrdinalIgnoreCase) && h.Key.Contains('-', StringComparison.Ordinal))
                .ToDictionary(h => h.Key.ToLowerInvariant(), h => WireText.Clean(h.Value) ?? ""),
        };
    }

    public static StreamMetadata Metadata(CheckFacts facts)
    {
        var head = facts.Trace.Head!;
        var tags = facts.Beginning?.Tags;
        var titles = facts.Trace.Titles;
        return new StreamMetadata
        {
            Title = WireText.Clean(head["icy-name"] ?? head["ice-name"]) ?? tags?.Title,
            Genre = Genre(head) ?? tags?.Genre,
            Artist = tags?.Artist,
            Description = WireText.Clean(head["icy-description"] ?? head["ice-description"]),
            Url = WireText.Clean(head["icy-url"] ?? head["ice-url"]),
            StreamTitle = titles.LastOrDefault(t => t.Title is not null)?.Title ?? OggTitle(tags),
            StreamUrl = titles.LastOrDefault(t => !string.IsNullOrEmpty(t.Url))?.Url,
            MetaInt = facts.MetaInt,
        };
    }

    public static string? Genre(ResponseHead head) => WireText.Clean(head["icy-genre"] ?? head["ice-genre"]);

    /// <summary>Of a stream without HTTP headers: what was measured.</summary>
    public static StreamParameters Parameters(MeasuredAudio? measured) => new()
    {
        BitrateKbps = measured?.BitrateKbps,
        Codec = measured?.Codec,
        SampleRateHz = measured?.SampleRateHz,
        Channels = ChannelWord(measured?.Channels),
        Container = measured?.Container,
        BitrateMode = measured?.BitrateMode,
    };

    public static StreamMetadata Metadata(Formats.AudioTags? tags) => new() { Title = tags?.Title, Artist = tags?.Artist, Genre = tags?.Genre };

    /// <summary>The codec of HLS stands in the master playlist, not in a header.</summary>
    public static AdvertisedAudio Advertised(ResponseHead head, HlsInfo? hls) => hls is null
        ? new AdvertisedAudio(Advertised(head.MediaType).Codec, AdvertisedBitrate(head), AdvertisedSampleRate(head), AdvertisedChannels(head))
        : new AdvertisedAudio(CodecNames.OfList(hls.Variants.FirstOrDefault(v => v.Url == hls.MediaPlaylist)?.Codecs), null, null);

    public static StreamParameters Parameters(ResponseHead head, MeasuredAudio? measured)
    {
        var (codec, container) = Advertised(head.MediaType);
        return new StreamParameters
        {
            BitrateKbps = AdvertisedBitrate(head) ?? measured?.BitrateKbps,
            Codec = codec ?? measured?.Codec,
            SampleRateHz = AdvertisedSampleRate(head) ?? measured?.SampleRateHz,
            Channels = ChannelWord(measured?.Channels),
            Container = container ?? measured?.Container,
            ContainerFormat = head.MediaType,
            BitrateMode = measured?.BitrateMode,
        };
    }

    /// <summary>icy-br, or the encoder's ice-audio-info; null where it is absent or says nothing ("0", "Quality 4").</summary>
    public static int? AdvertisedBitrate(ResponseHead head)
    {
        var named = head["icy-br"] is { } text && char.IsAsciiDigit(text.TrimStart().FirstOrDefault()) ? head.Number("icy-br") : null;
        return (named ?? AudioInfo(head, "bitrate")) is { } kbps and > 0 ? kbps >= 8000 ? kbps / 1000 : kbps : null;
    }

    public static int? AdvertisedSampleRate(ResponseHead head) => (head.Number("icy-sr") ?? AudioInfo(head, "samplerate")) is { } rate and > 0 ? rate : null;

    public static int? AdvertisedChannels(ResponseHead head) => (head.Number("icy-channels") ?? AudioInfo(head, "channels")) is { } count and > 0 ? count : null;

    private static string? ChannelWord(int? count) => count switch { null => null, 1 => "mono", 2 => "stereo", var n => string.Create(CultureInfo.InvariantCulture, $"{n} channels") };

    /// <summary>The codec that a Content-Type stands for; nulls where it stands for none.</summary>
    public static (string? Codec, string? Container) Advertised(string? mediaType) => mediaType switch
    {
        "audio/mpeg" or "audio/mp3" or "audio/x-mpeg" or "audio/x-mp3" or "audio/mpeg3" => ("MP3", null),
        "audio/aac" or "audio/x-aac" or "audio/aacp" or "audio/aacp+" or "application/aacp" => ("AAC", null),
        "audio/vorbis" => ("Vorbis", "OGG"),
        "audio/opus" => ("Opus", "OGG"),
        "audio/ogg" or "application/ogg" => (null, "OGG"),
        "audio/flac" or "audio/x-flac" => ("FLAC", null),
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => ("PCM", "WAV"),
        "video/mp2t" => (null, "MPEG-TS"),
        "audio/mp4" or "video/mp4" => (null, "MP4"),
        _ => (null, null),
    };

    // ice-audio-info: ice-samplerate=44100;ice-bitrate=128;ice-channels=2 (some encoders leave out "ice-").
    private static int? AudioInfo(ResponseHead head, string key)
    {
        var pairs = head["ice-audio-info"]?.Split(';', StringSplitOptions.TrimEntries) ?? [];
        var value = pairs.Select(p => p.Split('=', 2)).FirstOrDefault(p => p.Length == 2 && p[0].EndsWith(key, StringComparison.OrdinalIgnoreCase))?[1];
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? OggTitle(Formats.AudioTags? tags) => tags switch
    {
        null or { Title: null } => null,
        { Artist: { } artist } => $"{artist} - {tags.Title}",
        _ => tags.Title,
    };

    private static string? Cdn(ResponseHead head)
    {
        if (head["X-CDN"] is { Length: > 0 } named) return named;
        if (head["CF-Ray"] is not null) return "Cloudflare";
        if (head["X-Amz-Cf-Id"] is not null) return "AWS CloudFront";
        if (head["X-Served-By"] is not null || head["X-Cache"] is not null) return "Fastly";
        if (head["X-Akamai-Request-ID"] is not null || head["Server"]?.Contains("Akamai", StringComparison.OrdinalIgnoreCase) == true) return "Akamai";
        if (head["Via"] is not { } via) return null;
        string[] known = ["Cloudflare", "CloudFront", "Fastly", "Akamai"];
        return known.FirstOrDefault(k => via.Contains(k, StringComparison.OrdinalIgnoreCase)) ?? "Unknown CDN";
    }
}
