namespace Platform.Host.Data;

/// <summary>
/// What was answered to a request that carried an <c>Idempotency-Key</c>, so that the same request sent again gets the
/// same answer and does nothing. Caller and key together are unique.
/// </summary>
internal sealed class IdempotencyRecord
{
    public const int CallerLength = 60;
    public const int KeyLength = 200;
    public const int PathLength = 500;

    /// <summary>Who called, kind and id: <c>user:…</c> or <c>key:…</c>; see <see cref="Identity.Actor.CallerId"/>.</summary>
    public required string Caller { get; init; }

    public required string Key { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>SHA-256 of method, path and body, in hexadecimal: the same key with another request is refused.</summary>
    public required string RequestHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the first request is still at work.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The response headers worth repeating, as a JSON object.</summary>
    public string? Headers { get; set; }

    public byte[]? Body { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }
}
