namespace Platform.StreamHealth.Incidents.States;

/// <summary>One check as the state machine sees it, with what was known around it.</summary>
internal sealed record Observation
{
    public required DateTimeOffset At { get; init; }

    public required Guid ResultId { get; init; }

    /// <summary>Connection, headers and codec; every check looks at these.</summary>
    public required Outcome Shallow { get; init; }

    /// <summary>What was heard; null when the check did not listen or never got that far.</summary>
    public Outcome? Deep { get; init; }

    /// <summary>Whether deep checks of this stream are made at all; without them nothing could ever clear what one found.</summary>
    public bool DeepChecks { get; init; } = true;

    public bool InMaintenance { get; init; }

    /// <summary>The platform's own line is down: a failure says nothing about the stream.</summary>
    public bool UplinkDown { get; init; }

    public ParentState Parent { get; init; }

    public Outcome Worst => Deep > Shallow ? Deep.Value : Shallow;
}
