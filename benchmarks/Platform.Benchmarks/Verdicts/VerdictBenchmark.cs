using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Benchmarks.Service;

namespace Platform.Benchmarks.Verdicts;

/// <summary>
/// Every kind of stream, checked by <c>platform check</c> to each phase as a user does: the expected verdict against the
/// one that came, with wall time and CPU of the process and its children. A wrong one makes the exit code 1.
/// </summary>
internal static class VerdictBenchmark
{
    private const int Phases = 4;
    private const int SampleSeconds = 10;

    public static async Task RunAsync()
    {
        await using var stage = await VerdictStage.StartAsync();
        System.Console.WriteLine("| stream | phase 1 | phase 2 | phase 3 | phase 4 |");
        System.Console.WriteLine("|---|---|---|---|---|");
        var runs = new List<VerdictRun>();
        await CheckAsync(stage.Streams[0], 1); // the first start reads the program from the disk
        foreach (var stream in stage.Streams)
        {
            var row = new StringBuilder($"| {stream.Name} |");
            for (var phase = 1; phase <= Phases; phase++)
            {
                var run = await CheckAsync(stream, phase);
                runs.Add(run);
                row.Append(CultureInfo.InvariantCulture, $" {run.Verdict}{(run.IsRight ? "" : $" **(expected {run.Expected}: {run.Findings})**")}, {run.Wall.TotalSeconds:0.0} s, {run.Cpu.TotalSeconds:0.00} s |");
            }

            System.Console.WriteLine(row);
        }

        Summarise(runs);
        if (runs.Any(r => !r.IsRight)) Environment.ExitCode = 1;
    }

    private static void Summarise(List<VerdictRun> runs)
    {
        System.Console.WriteLine();
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs.Count(r => r.IsRight)} of {runs.Count} right. Each cell: verdict, wall time, CPU time of the process and its children."));
        foreach (var phase in runs.GroupBy(r => r.Phase))
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"phase {phase.Key}: median {Median(phase.Select(r => r.Wall.TotalSeconds)):0.0} s wall, {Median(phase.Select(r => r.Cpu.TotalSeconds)):0.00} s CPU"));
    }

    private static async Task<VerdictRun> CheckAsync(VerdictStream stream, int phase)
    {
        string[] arguments =
        [
            "check", "--no-store", "--output", "json", "--url", stream.Url.AbsoluteUri,
            "--phase", phase.ToString(CultureInfo.InvariantCulture), "--sample-duration", SampleSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(ServiceUnderTest.Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var (cpu, clock) = (CpuTime.OfChildren, Stopwatch.StartNew());
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var (wall, spent) = (clock.Elapsed, CpuTime.OfChildren - cpu);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{stream.Name}, phase {phase}: {await errors}");

        using var report = JsonDocument.Parse(output);
        var findings = report.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString());
        return new VerdictRun(
            phase, phase < 3 ? stream.Connected : stream.Heard, report.RootElement.GetProperty("verdict").GetProperty("state").GetString()!, string.Join(' ', findings), wall, spent);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record VerdictRun(int Phase, string Expected, string Verdict, string Findings, TimeSpan Wall, TimeSpan Cpu)
    {
        public bool IsRight => Verdict == Expected;
    }
}
