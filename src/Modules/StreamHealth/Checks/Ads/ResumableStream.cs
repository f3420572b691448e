using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Ads;

/// <summary>
/// A body that goes on where it was after a reader was cancelled in the middle of a read: the decoder stops so when it has
/// its sample, and the watching goes on with the same connection. A cancelled read below would lose bytes, and with them
/// the place of the next in-band title.
/// </summary>
internal sealed class ResumableStream(Stream source) : ReadOnlyStream
{
    private readonly CancellationTokenSource _over = new();
    private readonly byte[] _block = new byte[16 * 1024];
    private Task<int>? _pending;
    private ReadOnlyMemory<byte> _ready;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        if (_ready.IsEmpty)
        {
            _pending ??= source.ReadAsync(_block, _over.Token).AsTask();
            var count = await _pending.WaitAsync(cancellationToken);
            _pending = null;
            _ready = _block.AsMemory(0, count);
        }

        var length = Math.Min(buffer.Length, _ready.Length);
        _ready[..length].CopyTo(buffer);
        _ready = _ready[length..];
        return length;
    }

    public override async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        if (_pending is not null) await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
        await base.DisposeAsync();
    }
}
