using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Incidents;

/// <summary>
/// A stream's monitor moved from one state to another. <see cref="From"/> and <see cref="To"/> are the same when nothing
/// moved but something may be told now that was hidden: the parent is back, or flapping is over.
/// </summary>
internal sealed record StreamTransition
{
    public required Guid StreamId { get; init; }

    public required MonitorState From { get; init; }

    public required MonitorState To { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The check that decided it; null when a maintenance window did.</summary>
    public Guid? ResultId { get; init; }

    /// <summary>The incident it opened, belongs to or closed.</summary>
    public Guid? IncidentId { get; init; }

    /// <summary>The worst finding in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether somebody is to be told: decided by the transition table, flapping, dependencies and maintenance.</summary>
    public required bool Notify { get; init; }

    /// <summary>This is the one notice that the stream keeps changing; further moves are quiet until it is calm.</summary>
    public bool Flapping { get; init; }

    /// <summary>The stream it depends on, whose being down is the cause; <see cref="Notify"/> is false then.</summary>
    public Guid? CauseStreamId { get; init; }
}

/// <summary>Learns of transitions inside the transaction that stores them, so that none is lost and none is told twice.</summary>
internal interface ITransitionObserver
{
    /// <param name="db">In a transaction; the observer saves its own changes.</param>
    /// <param name="transition">What moved.</param>
    /// <param name="afterCommit">Takes what is to be woken once the transaction is through.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    Task ObserveAsync(StreamHealthDb db, StreamTransition transition, Action<Action> afterCommit, CancellationToken cancellationToken);
}
