namespace Platform.StreamHealth.Incidents.States;

/// <summary>How many checks in a row decide, and when changes become flapping.</summary>
internal sealed record MonitorLimits
{
    /// <summary>Failing checks in a row, at one depth, that make a stream Down; also those not good that make it Degraded.</summary>
    public int FailuresToDown { get; init; } = 3;

    /// <summary>Good checks in a row, at the depth that found the fault, that end it.</summary>
    public int SuccessesToUp { get; init; } = 2;

    /// <summary>State changes within <see cref="FlapWindow"/> from which a stream is flapping.</summary>
    public int FlapChanges { get; init; } = 6;

    public TimeSpan FlapWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Flapping ends after this long without a change of state.</summary>
    public TimeSpan FlapCalm { get; init; } = TimeSpan.FromMinutes(15);
}
