using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Platform.Host.Api.Events;

/// <summary>How many streams each caller holds open.</summary>
internal sealed class EventStreamLimit(IOptionsMonitor<ApiOptions> options)
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>A place, given back on disposal; null when the caller has as many as allowed.</summary>
    public IDisposable? TryEnter(string caller)
    {
        if (_open.AddOrUpdate(caller, 1, (_, count) => count + 1) <= options.CurrentValue.EventStreamsPerCaller) return new Place(this, caller);
        Leave(caller);
        return null;
    }

    private void Leave(string caller)
    {
        if (_open.AddOrUpdate(caller, 0, (_, count) => count - 1) <= 0) _open.TryRemove(KeyValuePair.Create(caller, 0));
    }

    private sealed class Place(EventStreamLimit limit, string caller) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) limit.Leave(caller);
        }
    }
}
