namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>An answered request whose body can be read: audio only, without chunk sizes and in-band metadata.</summary>
internal sealed class StreamConnection(IAsyncDisposable owner, Uri uri, ResponseHead head, Stream body, int? metaInt) : IAsyncDisposable
{
    public Uri Uri { get; } = uri;

    public ResponseHead Head { get; } = head;

    public Stream Body { get; private set; } = body;

    /// <summary>Bytes between metadata blocks; null without in-band metadata.</summary>
    public int? MetaInt { get; } = metaInt;

    /// <summary>Makes bytes that were read already be read again.</summary>
    public void PutBack(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty) Body = new ReplayStream(bytes, Body);
    }

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}

/// <summary>A connection, or why there is none.</summary>
internal readonly record struct Opened(StreamConnection? Connection, ProbeFailure? Failure)
{
    /// <summary>The address is allowed, but of another protocol than HTTP.</summary>
    public static Opened Other => default;

    public static implicit operator Opened(StreamConnection connection) => new(connection, null);

    public static implicit operator Opened(ProbeFailure failure) => new(null, failure);
}
