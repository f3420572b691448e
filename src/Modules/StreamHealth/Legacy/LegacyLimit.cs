using System.Net;
using Microsoft.Extensions.Options;

namespace Platform.StreamHealth.Legacy;

/// <summary>Counts the checks each address asked for within the last hour, on this node. Whole addresses are forgotten with the hour.</summary>
internal sealed class LegacyLimit(IOptionsMonitor<LegacyOptions> options, TimeProvider clock)
{
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Queue<DateTimeOffset>> _calls = [];

    /// <summary>Null when the call may go on; else how long to wait until one may.</summary>
    public TimeSpan? Take(IPAddress? address)
    {
        var most = options.CurrentValue.ChecksPerHour;
        if (most == 0 || address is null) return null;
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_calls.Count >= MostAddresses) Forget(now);
            if (!_calls.TryGetValue(address, out var calls)) _calls[address] = calls = [];
            while (calls.TryPeek(out var oldest) && oldest <= now - Window) calls.Dequeue();
            if (calls.Count >= most) return calls.Peek() + Window - now;
            calls.Enqueue(now);
            return null;
        }
    }

    // Where even that frees nothing, somebody sends from a whole network: the oldest go, and with them their count.
    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, calls) in _calls.ToList())
        {
            if (calls.Count == 0 || calls.Last() <= now - Window) _calls.Remove(address);
        }

        if (_calls.Count >= MostAddresses) _calls.Clear();
    }
}
