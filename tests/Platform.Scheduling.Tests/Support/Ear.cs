using System.Collections.Concurrent;
using Platform.Kernel.Live;

namespace Platform.Scheduling.Tests.Support;

/// <summary>Hears the live events of a node.</summary>
internal sealed class Ear : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LiveEvent> _heard = new();

    public Ear(LiveEvents live) => _ = ListenAsync(live); // hears from the first await on

    public IEnumerable<string> Topics(string subject) => _heard.Where(e => e.SubjectId == subject).Select(e => e.Topic);

    private async Task ListenAsync(LiveEvents live)
    {
        await foreach (var heard in live.ListenAsync(_stop.Token)) _heard.Enqueue(heard);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
