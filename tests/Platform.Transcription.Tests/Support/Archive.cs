using System.Collections.Concurrent;
using Platform.Kernel.Events;
using Platform.Kernel.Results;

namespace Platform.Transcription.Tests.Support;

/// <summary>Another module that wants to know of every transcript.</summary>
internal sealed class Archive : IEventSubscriber<TranscriptReady>
{
    public string Name => "tests.archive";

    public ConcurrentQueue<TranscriptReady> Told { get; } = [];

    public Task<Result<Unit>> HandleAsync(TranscriptReady integrationEvent, CancellationToken cancellationToken)
    {
        Told.Enqueue(integrationEvent);
        return Task.FromResult<Result<Unit>>(Unit.Value);
    }
}
