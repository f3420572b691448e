using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Platform.Kernel.Live;

/// <summary>
/// Tells the screens and event streams of this node what changed. A slow listener loses the oldest events, never
/// holds up the sender: who needs certainty reads the store again.
/// </summary>
public sealed class LiveEvents
{
    private const int Backlog = 256;
    private readonly Lock _gate = new();
    private readonly List<Channel<LiveEvent>> _listeners = [];

    public void Publish(LiveEvent liveEvent)
    {
        lock (_gate)
        {
            foreach (var listener in _listeners) listener.Writer.TryWrite(liveEvent);
        }
    }

    /// <summary>Everything published from the first read on, until cancelled.</summary>
    public async IAsyncEnumerable<LiveEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate) _listeners.Add(channel);
        try
        {
            await foreach (var liveEvent in channel.Reader.ReadAllAsync(cancellationToken)) yield return liveEvent;
        }
        finally
        {
            lock (_gate) _listeners.Remove(channel);
        }
    }
}
