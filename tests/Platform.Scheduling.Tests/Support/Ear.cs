using System.Collections.Concurrent;
using Platform.Kernel.Live;

namespace Platform.Scheduling.Tests.Support;

/// <summary>Hears the live events of a node.</summary>
internal sealed class Ear : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LiveEvent> _heard = new();

    public Ear(LiveEvents live) => _ = Task.Run(async () =>
    {
        await foreach (var heard in live.ListenAsync(_stop.Token)) _heard.Enqueue(heard);
    });

    public IEnumerable<string> Topics(string subject) => _heard.Where(e => e.SubjectId == subject).Select(e => e.Topic);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
