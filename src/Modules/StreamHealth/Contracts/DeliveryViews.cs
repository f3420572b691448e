using System.ComponentModel;

namespace Platform.StreamHealth.Contracts;

/// <summary>What a message tells.</summary>
public enum AlertEvent
{
    Down,
    Degraded,
    Recovered,

    /// <summary>Nothing changed, nobody has acknowledged: the same people are told again.</summary>
    Reminder,

    /// <summary>Nobody has acknowledged: the next people are told.</summary>
    Escalation,

    /// <summary>What quiet hours held back, in one message.</summary>
    Digest,
    Test,
}

/// <summary>How far a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>Is sent as soon as it is due and its channel is free.</summary>
    Pending,

    /// <summary>Held back by quiet hours, or waiting to be gathered with others.</summary>
    Held,

    /// <summary>Under way now. After a crash it is sent again with the same id.</summary>
    Sending,

    /// <summary>The receiver took it.</summary>
    Sent,

    /// <summary>Given up; the error says why.</summary>
    Failed,

    /// <summary>Not sent on purpose; the error says why.</summary>
    Dropped,

    /// <summary>Told as a line of a digest.</summary>
    Digested,
}

/// <summary>A message to one channel.</summary>
public sealed record DeliveryView
{
    [Description("Stable over all attempts; receivers of webhooks see it as webhook-id.")]
    public required Guid Id { get; init; }

    public required Guid ChannelId { get; init; }

    public string? ChannelName { get; init; }

    public ChannelKind? ChannelKind { get; init; }

    public required AlertEvent Event { get; init; }

    public required DeliveryState State { get; init; }

    public required string Subject { get; init; }

    public Guid? StreamId { get; init; }

    public string? StreamName { get; init; }

    public Guid? IncidentId { get; init; }

    public Guid? PolicyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    [Description("Not tried before this time.")]
    public required DateTimeOffset DueAt { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public string? Error { get; init; }

    public int? HttpStatus { get; init; }
}

/// <summary>A delivery with what goes over the wire.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Request">The first line, the headers and the body as they are sent, with secrets hidden; null when the channel is gone.</param>
public sealed record DeliveryDetail(DeliveryView Delivery, string? Request);
