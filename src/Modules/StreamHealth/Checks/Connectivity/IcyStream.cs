namespace Platform.StreamHealth.Checks.Connectivity;

/// <summary>
/// Separates the audio of an ICY stream from the metadata between it: after every <paramref name="metaInt"/> bytes of
/// audio stands one byte n, then n x 16 bytes of text. What is read from here is audio only.
/// </summary>
internal sealed class IcyStream(Stream source, int metaInt, Action<IcyMetadata> onMetadata) : ReadOnlyStream
{
    /// <summary>Larger intervals than this are nonsense; servers use 4096 to 65536.</summary>
    public const int MaxInterval = 1024 * 1024;

    private readonly byte[] _block = new byte[255 * 16];
    private int _sinceBlock;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (_sinceBlock == metaInt)
        {
            if (!await ReadBlockAsync(cancellationToken)) return 0;
            _sinceBlock = 0;
        }

        if (buffer.Length > metaInt - _sinceBlock) buffer = buffer[..(metaInt - _sinceBlock)];
        var count = await source.ReadAsync(buffer, cancellationToken);
        _sinceBlock += count;
        return count;
    }

    private async ValueTask<bool> ReadBlockAsync(CancellationToken cancellationToken)
    {
        if (await source.ReadAtLeastAsync(_block.AsMemory(0, 1), 1, throwOnEndOfStream: false, cancellationToken) == 0) return false;
        var length = _block[0] * 16;
        if (length == 0) return true;
        var read = await source.ReadAtLeastAsync(_block.AsMemory(0, length), length, throwOnEndOfStream: false, cancellationToken);
        if (read < length) return false;
        onMetadata(IcyMetadata.Parse(_block.AsSpan(0, length)));
        return true;
    }
}
