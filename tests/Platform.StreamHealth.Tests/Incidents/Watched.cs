using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents.States;

namespace Platform.StreamHealth.Tests.Incidents;

/// <summary>A stream in words: one letter a check. G good, d degraded, B bad; after a colon what a deep check heard; see <see cref="Run"/>.</summary>
internal sealed class Watched
{
    private readonly List<string> _told = [];

    public MonitorMemory Memory { get; private set; } = MonitorMemory.Fresh;

    public MonitorStep Last { get; private set; } = new() { Memory = MonitorMemory.Fresh };

    public MonitorLimits Limits { get; init; } = new() { FailuresToDown = 3, SuccessesToUp = 2 };

    public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public TimeSpan Cadence { get; init; } = TimeSpan.FromMinutes(1);

    public bool Maintenance { get; set; }

    public bool UplinkDown { get; set; }

    public ParentState Parent { get; set; }

    public bool DeepChecks { get; init; } = true;

    /// <summary>Every notice so far: "Up>Down".</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>Runs checks, separated by blanks, and returns the states after each: "B G:B" is a shallow failure, then a deep check that heard nothing.</summary>
    public MonitorState[] Run(string checks) => [.. checks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Check)];

    private MonitorState Check(string check)
    {
        var observed = new Observation
        {
            At = Now,
            ResultId = Guid.CreateVersion7(Now),
            Shallow = Read(check[0]),
            Deep = check.Length > 2 ? Read(check[2]) : null,
            DeepChecks = DeepChecks,
            InMaintenance = Maintenance,
            UplinkDown = UplinkDown,
            Parent = Parent,
        };
        Last = StateMachine.Next(Memory, observed, Limits);
        Memory = Last.Memory;
        Now += Cadence;
        if (Last.Notify) _told.Add(Last.FlappingBegan ? $"{Last.From}>{Last.To} flapping" : $"{Last.From}>{Last.To}");
        return Last.To;
    }

    private static Outcome Read(char letter) => letter switch { 'G' => Outcome.Good, 'd' => Outcome.Degraded, _ => Outcome.Bad };
}
