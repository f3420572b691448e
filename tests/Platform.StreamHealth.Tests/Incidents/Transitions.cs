using System.Collections.Concurrent;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;

namespace Platform.StreamHealth.Tests.Incidents;

/// <summary>Gathers what the monitor tells.</summary>
internal sealed class Transitions : ITransitionObserver
{
    private readonly ConcurrentQueue<StreamTransition> _all = [];

    public IReadOnlyCollection<StreamTransition> All => _all;

    public Task ObserveAsync(StreamHealthDb db, StreamTransition transition, Action<Action> afterCommit, CancellationToken cancellationToken)
    {
        afterCommit(() => _all.Enqueue(transition));
        return Task.CompletedTask;
    }

    public IReadOnlyList<string> Told(Guid stream) => [.. _all.Where(t => t.StreamId == stream && t.Notify).Select(t => $"{t.From}>{t.To}")];
}
