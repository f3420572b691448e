namespace Platform.Kernel.Events;

/// <summary>
/// Something that has happened in one module and that others may act on; modules know each other by nothing else. It is written down in
/// the transaction of what it tells of, and given to every <see cref="IEventSubscriber{TEvent}"/> at least once. Members are only ever added.
/// </summary>
public interface IIntegrationEvent
{
    /// <summary>What it is stored under: stable, lower-case, dotted: <c>recording.ready</c>.</summary>
    static abstract string EventName { get; }

    /// <summary>Of this event; the same however often it is delivered.</summary>
    Guid Id { get; }

    /// <summary>When it happened, in UTC.</summary>
    DateTimeOffset At { get; }
}
