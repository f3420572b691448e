using System.ComponentModel;

namespace Platform.StreamHealth.Contracts;

/// <summary>How bad it must be for a policy to speak.</summary>
public enum AlertSeverity
{
    /// <summary>Listeners hear nothing, or nothing worth hearing.</summary>
    Down,

    /// <summary>Also when they hear it, but not as it should be.</summary>
    Degraded,
}

/// <summary>What becomes of messages that quiet hours hold back.</summary>
public enum HeldMessages
{
    /// <summary>One message with all of them when the quiet hours end.</summary>
    Digest,

    /// <summary>They stay in the delivery log and are not sent.</summary>
    Drop,
}

/// <summary>Which streams a policy is for. A stream fits if any of the lists names it.</summary>
public sealed record PolicyScope
{
    [Description("All streams, whatever the lists say.")]
    public bool All { get; init; } = true;

    public IReadOnlyList<Guid> Streams { get; init; } = [];

    public IReadOnlyList<Guid> Groups { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>Who is told after how long.</summary>
/// <param name="AfterMinutes">Minutes since the alert began; 0 at once. Later steps only while nobody has acknowledged the incident.</param>
/// <param name="Channels">The channels that are told.</param>
public sealed record PolicyStep(int AfterMinutes, IReadOnlyList<Guid> Channels);

/// <summary>Hours in which messages are held back.</summary>
public sealed record QuietHours
{
    [Description("Name of the time zone, such as Europe/Berlin.")]
    public required string TimeZone { get; init; }

    [Description("Days on which the quiet hours begin; none means every day.")]
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    [Description("Wall clock time they begin, such as 22:00.")]
    public required TimeOnly From { get; init; }

    [Description("Wall clock time they end; when it is not after the beginning, on the next day.")]
    public required TimeOnly To { get; init; }

    [Description("A stream that is down is told at once all the same, and so is its recovery.")]
    public bool DownBreaksThrough { get; init; } = true;

    public HeldMessages Held { get; init; }
}

/// <summary>What a policy is to be.</summary>
public sealed record PolicyInput
{
    public string? Name { get; init; }

    public bool Enabled { get; init; } = true;

    public PolicyScope Scope { get; init; } = new();

    public AlertSeverity Severity { get; init; }

    public IReadOnlyList<PolicyStep> Steps { get; init; } = [];

    [Description("Minutes after which those who were told are told again while nothing changed and nobody acknowledged; 0 for never.")]
    public int ResendMinutes { get; init; }

    [Description("Whether those who were told are also told that it is over.")]
    public bool Recovery { get; init; } = true;

    [Description("Seconds a message waits for others of this policy to the same channel, 0 to 600; several are then told as one, such as \"12 streams down\". 0 sends each at once.")]
    public int GatherSeconds { get; init; }

    public QuietHours? QuietHours { get; init; }

    public int? Version { get; init; }
}

/// <summary>A policy as the console and the API show it.</summary>
public sealed record PolicyView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    public required PolicyScope Scope { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required IReadOnlyList<PolicyStep> Steps { get; init; }

    public required int ResendMinutes { get; init; }

    public required bool Recovery { get; init; }

    public required int GatherSeconds { get; init; }

    public QuietHours? QuietHours { get; init; }

    [Description("Streams with an alert of this policy under way.")]
    public int Active { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
