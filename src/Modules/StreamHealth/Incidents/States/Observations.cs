using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.Incidents.States;

/// <summary>Splits a check's verdict by depth: what a shallow check would have found as well, and what had to be heard.</summary>
internal static class Observations
{
    // What only shows while it plays; all else a check of any depth finds, and clears.
    private static readonly string[] DeepCodes = ["audio.", "player.", "ads.", FindingCodes.Slow, FindingCodes.Stalled, FindingCodes.Dropped];

    public static Observation Of(CheckResult result, CheckReport report, IReadOnlyList<string> ignored)
    {
        var worst = OutcomeOf(result.State);
        var observed = new Observation { At = result.StartedAt, ResultId = result.Id, Shallow = worst };
        if (result.Phase < 2) return observed;

        var counted = report.Findings.Where(f => f.Severity > Severity.Info && !ignored.Contains(f.Code)).ToList();
        var shallow = WorstOf(counted.Where(f => IsShallow(f.Code)));
        // A check that could not connect heard nothing, so it says nothing of what would be heard.
        if (shallow == Outcome.Bad) return observed with { Shallow = Outcome.Bad };
        return observed with { Shallow = shallow, Deep = worst > shallow ? worst : Outcome.Good };
    }

    public static bool IsShallow(string code) => !DeepCodes.Any(c => c.EndsWith('.') ? code.StartsWith(c, StringComparison.Ordinal) : code == c);

    private static Outcome WorstOf(IEnumerable<Finding> findings) =>
        findings.Aggregate(Outcome.Good, (worst, f) => OutcomeOf(f.Severity) is var o && o > worst ? o : worst);

    private static Outcome OutcomeOf(Severity severity) => severity == Severity.Error ? Outcome.Bad : Outcome.Degraded;

    private static Outcome OutcomeOf(StreamState state) => state switch
    {
        StreamState.Failing => Outcome.Bad,
        StreamState.Degraded => Outcome.Degraded,
        _ => Outcome.Good,
    };
}
