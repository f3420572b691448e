using System.Text.Json.Serialization;

namespace Platform.StreamHealth.Checks.Reporting;

[JsonConverter(typeof(SnakeCaseEnum<ConnectivityStatus>))]
internal enum ConnectivityStatus
{
    Success,

    /// <summary>The server answered, but with an error, or with something that is not a stream.</summary>
    Error,

    Timeout,

    /// <summary>No connection: refused, unreachable, name unknown, closed before an answer, or not allowed.</summary>
    ConnectionError,

    SslError,
}

internal sealed record Connectivity
{
    [JsonPropertyName("status")] public required ConnectivityStatus Status { get; init; }

    /// <summary>From the start of the request to the end of the response headers, of the last hop.</summary>
    [JsonPropertyName("response_time_ms")] public double? ResponseTimeMs { get; init; }

    [JsonPropertyName("http_status")] public int? HttpStatus { get; init; }

    [JsonPropertyName("content_type")] public string ContentType { get; init; } = "unknown";

    /// <summary>Where redirects and playlists led; null if nowhere else.</summary>
    [JsonPropertyName("final_url")] public string? FinalUrl { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }

    /// <summary>Stable code of the error, as in <see cref="FindingCodes"/>.</summary>
    [JsonPropertyName("error_code")] public string? ErrorCode { get; init; }

    /// <summary>Every address that was asked, in order.</summary>
    [JsonPropertyName("hops")] public IReadOnlyList<string> Hops { get; init; } = [];

    /// <summary>The address of the server that answered last: IP and port.</summary>
    [JsonPropertyName("remote_address")] public string? RemoteAddress { get; init; }
}

/// <summary>Milliseconds per step of the last hop, and from the start of the whole check where it says so.</summary>
internal sealed record CheckTimings
{
    [JsonPropertyName("dns_ms")] public double? DnsMs { get; init; }

    [JsonPropertyName("connect_ms")] public double? ConnectMs { get; init; }

    /// <summary>Null for plain http.</summary>
    [JsonPropertyName("tls_ms")] public double? TlsMs { get; init; }

    /// <summary>From the request sent to the first byte of the answer.</summary>
    [JsonPropertyName("first_byte_ms")] public double? FirstByteMs { get; init; }

    /// <summary>From the start of the check to the first byte of the body.</summary>
    [JsonPropertyName("first_audio_ms")] public double? FirstAudioMs { get; init; }

    /// <summary>From the start of the check until the codec was recognised.</summary>
    [JsonPropertyName("codec_ms")] public double? CodecMs { get; init; }

    /// <summary>From the start of the check to the first in-band title.</summary>
    [JsonPropertyName("title_ms")] public double? TitleMs { get; init; }

    [JsonPropertyName("total_ms")] public double? TotalMs { get; init; }
}

internal sealed record CertificateFacts
{
    [JsonPropertyName("valid")] public required bool Valid { get; init; }

    [JsonPropertyName("expires")] public DateTimeOffset? Expires { get; init; }

    [JsonPropertyName("days_until_expiration")] public int? DaysUntilExpiration { get; init; }

    [JsonPropertyName("issued")] public DateTimeOffset? Issued { get; init; }

    [JsonPropertyName("issuer")] public string? Issuer { get; init; }

    [JsonPropertyName("subject")] public string? Subject { get; init; }

    [JsonPropertyName("self_signed")] public bool SelfSigned { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }

    /// <summary>Protocol and cipher suite that were agreed on.</summary>
    [JsonPropertyName("protocol")] public string? Protocol { get; init; }
}
