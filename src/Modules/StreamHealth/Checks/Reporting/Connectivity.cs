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

    /// <summary>Playlist entries that were tried, in order; the last one that works is the stream.</summary>
    [JsonPropertyName("playlist_entries")] public IReadOnlyList<PlaylistEntry> PlaylistEntries { get; init; } = [];

    /// <summary>Everything that the host name of the last hop resolves to, in the resolver's order.</summary>
    [JsonPropertyName("addresses")] public IReadOnlyList<AddressFacts> Addresses { get; init; } = [];

    /// <summary>The address of the server that answered last: IP and port.</summary>
    [JsonPropertyName("remote_address")] public string? RemoteAddress { get; init; }
}

internal sealed record PlaylistEntry(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("works")] bool Works,
    [property: JsonPropertyName("error")] string? Error);

internal sealed record AddressFacts
{
    [JsonPropertyName("address")] public required string Address { get; init; }

    /// <summary>ipv4 or ipv6.</summary>
    [JsonPropertyName("family")] public required string Family { get; init; }

    /// <summary>Whether the check's connection went here.</summary>
    [JsonPropertyName("used")] public bool Used { get; init; }

    /// <summary>Whether it accepts connections; null when it was not tried or there is no route to it from here.</summary>
    [JsonPropertyName("reachable")] public bool? Reachable { get; init; }

    [JsonPropertyName("connect_ms")] public double? ConnectMs { get; init; }

    [JsonPropertyName("error")] public string? Error { get; init; }
}

/// <summary>One certificate of the chain, the server's own first.</summary>
internal sealed record ChainCertificate(
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("expires")] DateTimeOffset Expires);

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

    /// <summary>TLS 1.2, TLS 1.3, ...; null when the handshake failed.</summary>
    [JsonPropertyName("tls_version")] public string? TlsVersion { get; init; }

    [JsonPropertyName("cipher")] public string? Cipher { get; init; }

    /// <summary>Kind and size of the certificate's key: "RSA 2048", "ECDSA 256".</summary>
    [JsonPropertyName("key")] public string? Key { get; init; }

    [JsonPropertyName("name_mismatch")] public bool NameMismatch { get; init; }

    /// <summary>From the server's own certificate to the root, as far as it could be built.</summary>
    [JsonPropertyName("chain")] public IReadOnlyList<ChainCertificate> Chain { get; init; } = [];

    /// <summary>Protocol and cipher suite that were agreed on.</summary>
    [JsonPropertyName("protocol")] public string? Protocol { get; init; }
}
