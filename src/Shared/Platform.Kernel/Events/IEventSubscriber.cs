using Platform.Kernel.Results;

namespace Platform.Kernel.Events;

/// <summary>What every subscriber has. Implement <see cref="IEventSubscriber{TEvent}"/>.</summary>
public interface IEventSubscriber
{
    /// <summary>Stable, with the module first: <c>transcription.recordings</c>. Deliveries are stored under it.</summary>
    string Name { get; }
}

/// <summary>
/// Acts on the events of one kind. Implementations are found by type in every module that is enabled, like jobs, and are singletons. An event
/// that is raised while a module is disabled is not kept for it.
/// </summary>
/// <typeparam name="TEvent">Which events.</typeparam>
public interface IEventSubscriber<in TEvent> : IEventSubscriber
    where TEvent : class, IIntegrationEvent
{
    /// <summary>
    /// Acts on an event. It may come more than once, and not in order: a second time must change nothing. An error, or an exception, is
    /// shown to administrators and tried again, with growing pauses over a day; then the delivery is set aside until somebody retries it.
    /// </summary>
    Task<Result<Unit>> HandleAsync(TEvent integrationEvent, CancellationToken cancellationToken);
}
