using System.Collections.Concurrent;

namespace Platform.Transcription.Queue;

/// <summary>The runs of this node, so that somebody's decision reaches them at once. Other nodes learn of it by their lease.</summary>
internal sealed class RunningItems
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _runs = [];

    public int Count => _runs.Count;

    public IDisposable Enter(Guid itemId, CancellationTokenSource stop)
    {
        _runs[itemId] = stop;
        return new Seat(() => _runs.TryRemove(KeyValuePair.Create(itemId, stop)));
    }

    /// <summary>Asks the run of an item to stop, if it is here. It finds out by itself what was decided.</summary>
    public void Stop(Guid itemId)
    {
        try
        {
            if (_runs.TryGetValue(itemId, out var stop)) stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    private sealed class Seat(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
