using System.Text.Json.Serialization;
using Platform.Media.Pcm;

namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>What kind of server and stream this is, and how sure we are.</summary>
internal sealed record StreamTypeFacts
{
    [JsonPropertyName("type")] public required string Type { get; init; }

    [JsonPropertyName("detected_via")] public IReadOnlyList<string> DetectedVia { get; init; } = [];

    [JsonPropertyName("server_version")] public string? ServerVersion { get; init; }

    /// <summary>More about it: "v1, answers ICY 200 OK".</summary>
    [JsonPropertyName("detail")] public string? Detail { get; init; }

    /// <summary>high, medium or low.</summary>
    [JsonPropertyName("confidence")] public required string Confidence { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }

    [JsonPropertyName("redirect_url")] public string? RedirectUrl { get; init; }
}

/// <summary>What the server advertises in its headers, completed by what was measured where it is silent.</summary>
internal sealed record StreamParameters
{
    [JsonPropertyName("bitrate_kbps")] public int? BitrateKbps { get; init; }

    [JsonPropertyName("codec")] public string? Codec { get; init; }

    [JsonPropertyName("sample_rate_hz")] public int? SampleRateHz { get; init; }

    /// <summary>mono, stereo or "N channels".</summary>
    [JsonPropertyName("channels")] public string? Channels { get; init; }

    [JsonPropertyName("container")] public string? Container { get; init; }

    [JsonPropertyName("container_format")] public string? ContainerFormat { get; init; }

    /// <summary>CBR or VBR, as measured.</summary>
    [JsonPropertyName("bitrate_mode")] public string? BitrateMode { get; init; }
}

/// <summary>What the headers claim; null where they are silent.</summary>
internal sealed record AdvertisedAudio(
    [property: JsonPropertyName("codec")] string? Codec,
    [property: JsonPropertyName("bitrate_kbps")] int? BitrateKbps,
    [property: JsonPropertyName("sample_rate_hz")] int? SampleRateHz,
    [property: JsonPropertyName("channels")] int? Channels = null);

/// <summary>What the bytes say.</summary>
internal sealed record MeasuredAudio
{
    /// <summary>MP3, AAC, HE-AAC, Vorbis, Opus, FLAC, PCM or MPEG-TS.</summary>
    [JsonPropertyName("codec")] public required string Codec { get; init; }

    /// <summary>The wrapping, where there is one: OGG, WAV, ADTS, MPEG-TS.</summary>
    [JsonPropertyName("container")] public string? Container { get; init; }

    [JsonPropertyName("profile")] public string? Profile { get; init; }

    /// <summary>Measured over the frames read; null where bytes alone do not say (Ogg, MPEG-TS before listening).</summary>
    [JsonPropertyName("bitrate_kbps")] public int? BitrateKbps { get; init; }

    [JsonPropertyName("bitrate_mode")] public string? BitrateMode { get; init; }

    [JsonPropertyName("sample_rate_hz")] public int? SampleRateHz { get; init; }

    [JsonPropertyName("channels")] public int? Channels { get; init; }

    /// <summary>
    /// Corrected by what the decoder made of it: AAC whose frames play at twice the rate they state is HE-AAC, which ADTS
    /// headers do not tell; a mono core that plays in stereo is its version 2.
    /// </summary>
    public MeasuredAudio AsHeard(PcmFormat heard) => Codec != "AAC" || heard.SampleRate != SampleRateHz * 2 ? this : this with
    {
        Codec = "HE-AAC",
        Profile = Channels == 1 && heard.Channels == 2 ? "LC, parametric stereo (v2)" : Profile,
        SampleRateHz = heard.SampleRate,
        Channels = Math.Max(Channels ?? 0, heard.Channels),
        Note = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"signalled implicitly: core rate {SampleRateHz} Hz"),
    };

    /// <summary>Something about the bytes that a person should know, such as free-format MP3.</summary>
    [JsonPropertyName("note")] public string? Note { get; init; }
}

internal sealed record StreamMetadata
{
    [JsonPropertyName("title")] public string? Title { get; init; }

    [JsonPropertyName("genre")] public string? Genre { get; init; }

    [JsonPropertyName("artist")] public string? Artist { get; init; }

    [JsonPropertyName("description")] public string? Description { get; init; }

    [JsonPropertyName("url")] public string? Url { get; init; }

    /// <summary>The in-band title (ICY StreamTitle) that was current.</summary>
    [JsonPropertyName("stream_title")] public string? StreamTitle { get; init; }

    [JsonPropertyName("stream_url")] public string? StreamUrl { get; init; }

    /// <summary>Bytes of audio between two in-band metadata blocks; null without them.</summary>
    [JsonPropertyName("metaint")] public int? MetaInt { get; init; }
}

internal sealed record ServerHeaders
{
    [JsonPropertyName("server")] public string? Server { get; init; }

    [JsonPropertyName("cors_enabled")] public bool CorsEnabled { get; init; }

    [JsonPropertyName("cors_origin")] public string? CorsOrigin { get; init; }

    [JsonPropertyName("cache_control")] public string? CacheControl { get; init; }

    [JsonPropertyName("content_length")] public long? ContentLength { get; init; }

    [JsonPropertyName("content_type")] public string? ContentType { get; init; }

    [JsonPropertyName("cdn")] public string? Cdn { get; init; }

    /// <summary>All ICY headers as sent (icy-name, icy-br, ...).</summary>
    [JsonPropertyName("icy")] public IReadOnlyDictionary<string, string> Icy { get; init; } = new Dictionary<string, string>();
}
