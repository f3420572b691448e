using System.Diagnostics;
using System.Globalization;

namespace Platform.Benchmarks.Transcription;

/// <summary>A folder of many short recordings, some broken, whose run is killed (SIGKILL) five times: every file must end exactly once.</summary>
internal static class KilledFolder
{
    private const int Kills = 5;
    private const int BrokenEach = 50;
    private static readonly string[] Phrases = ["good morning", "heavy rain", "the market closed", "the train leaves", "nine o'clock", "police are looking", "in the north", "on friday"];

    public static async Task RunAsync(string[] options, string folder)
    {
        var files = TranscriptionBenchmark.Option(options, "--files", 1000);
        var input = Directory.CreateDirectory(Path.Combine(folder, "in")).FullName;
        var (good, broken) = await FillAsync(folder, input, files);
        var (random, start, runs) = (new Random(5), Stopwatch.GetTimestamp(), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Anywhere: before the first file, between two, in the middle of one or of a move.
            var goal = Ended(input) + (files / (Kills + 1)) + random.Next(-files / 40, files / 40);
            using var process = Start(folder, input);
            runs++;
            while (!process.HasExited && Ended(input) < goal) await Task.Delay(random.Next(5, 60));
            if (!process.HasExited) process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync();
            System.Console.WriteLine($"killed with {Ended(input)} of {files} ended, {Directory.GetFiles(input).Length} files in the folder");
        }

        using (var last = Start(folder, input))
        {
            await last.WaitForExitAsync();
            System.Console.WriteLine($"the last run ended with {last.ExitCode} (3: a part failed)");
            TranscriptionBenchmark.Require(last.ExitCode is 0 or 3, "the last run did not end well");
        }

        Check(input, good, broken);
        var took = Stopwatch.GetElapsedTime(start);
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files, {runs} runs killed: {took.TotalSeconds:0} s, {files / took.TotalSeconds:0.0} files a second"));
    }

    private static async Task<(HashSet<string> Good, HashSet<string> Broken)> FillAsync(string folder, string input, int files)
    {
        var spoken = new List<string>();
        foreach (var phrase in Phrases)
        {
            spoken.Add(Path.Combine(folder, $"{spoken.Count}.wav"));
            await SpokenText.SpeakAsync(spoken[^1], "flite", "kal16", phrase);
        }

        var (good, broken) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < files; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{i:0000}.wav");
            if (i % BrokenEach == BrokenEach - 1)
            {
                await File.WriteAllTextAsync(Path.Combine(input, name), "This is not a recording.");
                broken.Add(name);
            }
            else
            {
                File.Copy(spoken[i % spoken.Count], Path.Combine(input, name));
                good.Add(name);
            }
        }

        return (good, broken);
    }

    private static Process Start(string folder, string input)
    {
        var process = Process.Start(new ProcessStartInfo(
            TranscriptionBenchmark.Program, ["transcribe", "process", input, "--preset", "draft-en", "--db-path", Path.Combine(folder, "state.db"), "--output", "json"])
        { RedirectStandardOutput = true, Environment = { ["PLATFORM__Storage__DataPath"] = Path.Combine(folder, "data") } })!;
        process.BeginOutputReadLine();
        return process;
    }

    private static int Ended(string input) => Wavs(Path.Combine(input, "processed")).Length + Wavs(Path.Combine(input, "failed")).Length;

    private static string[] Wavs(string folder) => Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.wav").Select(f => Path.GetFileName(f)!)] : [];

    private static void Check(string input, HashSet<string> good, HashSet<string> broken)
    {
        var (processed, failed) = (Wavs(Path.Combine(input, "processed")), Wavs(Path.Combine(input, "failed")));
        System.Console.WriteLine($"processed {processed.Length}, failed {failed.Length}, left {Directory.GetFiles(input).Length}");
        TranscriptionBenchmark.Require(good.SetEquals(processed) && processed.Length == good.Count, "processed/ has not exactly the good recordings");
        TranscriptionBenchmark.Require(broken.SetEquals(failed) && failed.Length == broken.Count, "failed/ has not exactly the broken files");
        TranscriptionBenchmark.Require(Directory.GetFiles(input).Length == 0, "something is left in the folder");
        var texts = Directory.GetFiles(Path.Combine(input, "processed"), "*.txt");
        TranscriptionBenchmark.Require(texts.Length == good.Count && texts.All(t => new FileInfo(t).Length > 0), "not every recording has its text");
        TranscriptionBenchmark.Require(Directory.GetFiles(Path.Combine(input, "processed")).Length == 2 * good.Count, "processed/ holds something else");
    }
}
