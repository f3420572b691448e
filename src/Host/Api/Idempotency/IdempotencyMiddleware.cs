namespace Platform.Host.Api.Idempotency;

/// <summary>Answers a creation that is sent again with the same <c>Idempotency-Key</c> with what was answered first.</summary>
internal sealed class IdempotencyMiddleware
{
    public const string KeyHeader = "Idempotency-Key";

    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Whether requests of this method may carry a key.</summary>
    public static bool Covers(string? method) => method is not null && HttpMethods.IsPost(method);
}
