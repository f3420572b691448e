using Platform.Benchmarks;
using Platform.Benchmarks.Faults;
using Platform.Benchmarks.Fuzz;
using Platform.Benchmarks.Meters;
using Platform.Benchmarks.Service;
using Platform.Benchmarks.Speech;
using Platform.Benchmarks.Transcription;
using Platform.Benchmarks.Verdicts;
using Platform.Benchmarks.Watch;
using Platform.Benchmarks.Year;
using Platform.Speech.Hosting;

// The worker process of the speech engines.
if (args is [EngineHost.Verb, ..]) return EngineHost.Run(args[1..]);

// One line per benchmark: its name on the command line, what it does.
Dictionary<string, Func<Task>> benchmarks = new()
{
    ["meters"] = MeterBenchmark.RunAsync,
    ["start"] = ServiceBenchmark.StartAndIdleAsync,
    ["checks"] = ServiceBenchmark.CheckCostAsync,
    ["concurrent"] = ServiceBenchmark.ConcurrentAsync,
    ["lists"] = ServiceBenchmark.ListsAsync,
    ["verdicts"] = VerdictBenchmark.RunAsync,
    ["faults"] = FaultBenchmark.RunAsync,
    ["watch"] = () => WatchBenchmark.RunAsync(args),
    ["year"] = YearBenchmark.RunAsync,
    ["speech"] = SpeechBenchmark.RunAsync,
    ["transcription"] = () => TranscriptionBenchmark.RunAsync(args),
};

// With figures of its own on the command line.
if (args is ["fuzz", .. var numbers]) return await FuzzCommand.RunAsync(numbers);

// Options follow the names and belong to the benchmark.
string[] named = [.. args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
var chosen = named.Length == 0 ? [.. benchmarks.Keys] : named;
foreach (var name in chosen)
{
    if (!benchmarks.TryGetValue(name, out var run))
    {
        System.Console.Error.WriteLine($"There is no benchmark '{name}'; there are: {string.Join(", ", benchmarks.Keys)}");
        return 1;
    }

    System.Console.WriteLine($"# {name} ({Machine.Describe()})");
    await run();
}

return Environment.ExitCode;
