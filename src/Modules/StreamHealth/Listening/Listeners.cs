using Microsoft.Extensions.Options;
using Platform.Kernel.Results;

namespace Platform.StreamHealth.Listening;

/// <summary>Counts who listens through this node: each costs a connection to the station and the node's bandwidth.</summary>
internal sealed class Listeners(IOptionsMonitor<StreamHealthSettings> settings)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>A seat, to be given back by disposing it; too many when none is free.</summary>
    public Result<Seat> TakeSeat()
    {
        var most = settings.CurrentValue.MaxListeners;
        if (Interlocked.Increment(ref _count) <= most) return new Seat(this);
        Interlocked.Decrement(ref _count);
        return new Error(ErrorKind.TooMany, "listeners.limit", $"{most} people listen through this console already, which is the limit (setting StreamHealth:MaxListeners).");
    }

    public sealed class Seat(Listeners listeners) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref listeners._count);
        }
    }
}
