namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>Tells when the first bytes arrive.</summary>
internal sealed class FirstByteStream(Stream source, Action onFirst) : ReadOnlyStream
{
    private bool _seen;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        if (_seen || count == 0) return count;
        _seen = true;
        onFirst();
        return count;
    }
}
