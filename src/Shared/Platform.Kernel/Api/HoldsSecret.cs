namespace Platform.Kernel.Api;

/// <summary>
/// Marks an endpoint whose request or answer holds a password or a key. Neither the answer nor a hash of the request may
/// be kept, so an <c>Idempotency-Key</c> has no effect there.
/// </summary>
public sealed class HoldsSecret
{
    public static readonly HoldsSecret Mark = new();
}
