using System.Text.Json;
using Platform.Kernel.Api;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Messages;

/// <summary>What is told, free of any channel's format. Kept with the delivery, so that a repeated attempt says the same.</summary>
internal sealed record AlertMessage
{
    /// <summary>The state of a stream that keeps changing; said once, until it is calm.</summary>
    public const string Flapping = "flapping";

    public required AlertEvent Event { get; init; }

    /// <summary>When what is told happened.</summary>
    public required DateTimeOffset At { get; init; }

    public Guid? StreamId { get; init; }

    public string? StreamName { get; init; }

    /// <summary>The address that is watched.</summary>
    public string? Address { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The stream's state now, lower-case: <c>down</c>, <c>degraded</c>, <c>up</c>, <c>flapping</c>.</summary>
    public string? State { get; init; }

    public string? PreviousState { get; init; }

    /// <summary>When the outage began.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? Reason { get; init; }

    /// <summary>Codes of the findings, worst first.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    public IReadOnlyList<Measurement> Measured { get; init; } = [];

    public Guid? IncidentId { get; init; }

    public Guid? ResultId { get; init; }

    /// <summary>Page of the incident, or of the stream where there is none; null while the service does not know its own address.</summary>
    public string? Link { get; init; }

    public string? Policy { get; init; }

    /// <summary>Which step of the policy speaks, from 1.</summary>
    public int? Step { get; init; }

    /// <summary>What gathered messages come to: "12 streams down"; null for the digest of quiet hours.</summary>
    public string? Summary { get; init; }

    /// <summary>The messages a digest is made of.</summary>
    public IReadOnlyList<DigestLine> Lines { get; init; } = [];

    /// <summary>Name of the time zone times are written in.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>From the beginning of the outage to what is told.</summary>
    public TimeSpan? Lasted => Since is { } since && At > since ? At - since : null;

    public bool IsGood => Event == AlertEvent.Recovered;

    public bool IsBad => State == "down" && Event is AlertEvent.Down or AlertEvent.Reminder or AlertEvent.Escalation or AlertEvent.Digest;

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);

    public static AlertMessage FromJson(string json) => JsonSerializer.Deserialize<AlertMessage>(json, ApiJson.Options)!;
}

/// <summary>A figure of the check that decided.</summary>
internal sealed record Measurement(string Name, double Value, string Unit);

/// <summary>One held message within a digest.</summary>
internal sealed record DigestLine(DateTimeOffset At, AlertEvent Event, string Stream, string Text, string? Link, string? State = null);
