using System.Buffers;
using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Connectivity;

namespace Platform.StreamHealth.Checks.Listening;

/// <summary>
/// Remembers what one check received: for the player, which hears the same bytes at its own speed, and for evidence, if the
/// check goes wrong. The encoded audio is kept from its beginning, because some formats cannot be read without it, up to a limit.
/// </summary>
internal sealed class SampleCapture(int maxBytes) : IDisposable
{
    private const int BlockLength = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _blocks = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _complete;

    /// <summary>The answer of the last server that gave one.</summary>
    public ResponseHead? Head { get; set; }

    public AudioContainer Container { get; set; }

    /// <summary>What the decoder said on standard error.</summary>
    public string DecoderLog { get; set; } = "";

    /// <summary>Bytes kept.</summary>
    public int Length { get; private set; }

    public bool IsFull => Length == maxBytes;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            bytes = bytes[..Math.Min(bytes.Length, maxBytes - Length)];
            while (!bytes.IsEmpty)
            {
                var at = Length % BlockLength;
                if (at == 0) _blocks.Add(ArrayPool<byte>.Shared.Rent(BlockLength));
                var count = Math.Min(bytes.Length, BlockLength - at);
                bytes[..count].CopyTo(_blocks[^1].AsSpan(at));
                bytes = bytes[count..];
                Length += count;
            }

            Wake();
        }
    }

    /// <summary>No more will come: whoever reads along gets to the end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Wake();
        }
    }

    /// <summary>Reads from the beginning, and waits for what is yet to come.</summary>
    public Stream ReadAlong() => new Reader(this);

    public byte[] ToArray()
    {
        var all = new byte[Length];
        for (var i = 0; i < _blocks.Count; i++)
            _blocks[i].AsSpan(0, Math.Min(BlockLength, Length - (i * BlockLength))).CopyTo(all.AsSpan(i * BlockLength));
        return all;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var block in _blocks) ArrayPool<byte>.Shared.Return(block);
            _blocks.Clear();
            Length = 0;
            _complete = true;
            Wake();
        }
    }

    private void Wake()
    {
        _grown.TrySetResult();
        if (!_complete) _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Reader(SampleCapture capture) : ReadOnlyStream
    {
        private int _position;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (true)
            {
                Task grown;
                lock (capture._gate)
                {
                    var at = _position % BlockLength;
                    var count = Math.Min(buffer.Length, Math.Min(capture.Length - _position, BlockLength - at));
                    if (count > 0)
                    {
                        capture._blocks[_position / BlockLength].AsSpan(at, count).CopyTo(buffer.Span);
                        _position += count;
                        return count;
                    }

                    if (capture._complete || capture.IsFull) return 0;
                    grown = capture._grown.Task;
                }

                await grown.WaitAsync(cancellationToken);
            }
        }
    }
}

/// <summary>Remembers what is read through it.</summary>
internal sealed class CapturingStream(Stream source, SampleCapture capture) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        capture.Add(buffer.Span[..count]);
        return count;
    }
}
