using System.Diagnostics;
using System.Globalization;

namespace Platform.Benchmarks.Faults;

/// <summary>Prints a run with every kind of fault. FAULT_STREAMS, FAULT_CHECKS and FAULT_SEED change its size.</summary>
internal static class FaultBenchmark
{
    public static async Task RunAsync()
    {
        FaultKind[] kinds = [FaultKind.Killed, FaultKind.Stalled, FaultKind.Slowed, FaultKind.Corrupted, FaultKind.Silenced, FaultKind.NameFailing];
        var plan = new FaultPlan(Setting("FAULT_STREAMS", 20), Setting("FAULT_SEED", 7), Setting("FAULT_CHECKS", 150), kinds, AtOnce: 12);
        var watch = Stopwatch.StartNew();
        var tally = await FaultRun.RunAsync(plan);
        System.Console.WriteLine(Text($"{plan.Streams} streams, {tally.Checks} checks, {tally.Jumps} jumps of the clock, {watch.Elapsed.TotalSeconds:0} s, seed {plan.Seed}"));
        System.Console.WriteLine("| fault | episodes | checks | right state | notices due | given | false | missed |");
        System.Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (kind, row) in tally.Rows)
            System.Console.WriteLine(Text($"| {kind} | {row.Episodes} | {row.Checks} | {row.RightStates} | {row.Expected} | {row.Right} | {row.False} | {row.Missed} |"));
        foreach (var wrong in tally.Wrong) System.Console.WriteLine("WRONG: " + wrong);
        if (tally.Wrong.Count > 0) Environment.ExitCode = 1;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
