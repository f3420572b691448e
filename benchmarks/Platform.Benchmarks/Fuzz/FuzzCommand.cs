using System.Diagnostics;
using System.Globalization;
using Platform.StreamHealth.Tests.Fuzz;

namespace Platform.Benchmarks.Fuzz;

/// <summary><c>fuzz --inputs 1000000 [--seed 1] [--first 0]</c>: feeds generated inputs to every parser of foreign bytes.</summary>
internal static class FuzzCommand
{
    // CPU time, not the clock's: a busy machine is no hang.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (inputs, seed, first) = (Number(arguments, "--inputs", 1_000_000), Number(arguments, "--seed", 1), Number(arguments, "--first", 0));
        System.Console.WriteLine($"# fuzz ({Machine.Describe()})");
        var last = CpuTime.OfSelf.Ticks;
        var running = Task.Factory.StartNew(
            () => ParserFuzz.Run(seed, first, inputs, _ => Interlocked.Exchange(ref last, CpuTime.OfSelf.Ticks)), TaskCreationOptions.LongRunning);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!running.IsCompleted && await timer.WaitForNextTickAsync())
        {
            if (CpuTime.OfSelf.Ticks - Interlocked.Read(ref last) <= Hang.Ticks) continue;
            await System.Console.Error.WriteLineAsync("Hangs: no progress in two minutes of CPU time.");
            return 1;
        }

        var outcome = await running;
        foreach (var failure in outcome.Failures) await System.Console.Error.WriteLineAsync(failure);
        using var self = Process.GetCurrentProcess();
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | what | figure |
            |---|---|
            | inputs (each to every parser), seed {seed} | {outcome.Inputs:N0} |
            | failures | {outcome.Failures.Count} |
            | time | {outcome.Elapsed.TotalSeconds:F0} s ({outcome.Elapsed.TotalMicroseconds / Math.Max(1, outcome.Inputs):F0} µs per input) |
            | CPU time | {CpuTime.OfSelf.TotalSeconds:F0} s |
            | slowest | {outcome.Slowest.Time.TotalMilliseconds:F1} ms: {outcome.Slowest.What} |
            | most allocated beyond 64 bytes per byte of input | {outcome.Greediest.Bytes / 1024:N0} KiB: {outcome.Greediest.What} |
            | peak memory of the process | {self.PeakWorkingSet64 >> 20} MiB |
            """));
        return outcome.Failures.Count == 0 ? 0 : 1;
    }

    private static int Number(string[] arguments, string name, int standard)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : standard;
    }
}
