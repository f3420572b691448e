using System.Diagnostics;
using System.Globalization;

namespace Platform.Benchmarks.Transcription;

/// <summary>
/// A recording of hours through the command line: what the process, and the engine's, hold in memory over time. Speech and silence take turns, as in a
/// meeting; the silence is skipped, so that the measurement takes minutes.
/// </summary>
internal static class LongRecording
{
    private const int PeriodSeconds = 240;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string[] options, string folder)
    {
        var hours = TranscriptionBenchmark.Option(options, "--hours", 3);
        var recording = await MakeAsync(folder, hours);
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(
            TranscriptionBenchmark.Program, ["transcribe", "file", recording, "--preset", "draft-en", "--output-format", "srt,json"])
        { Environment = { ["PLATFORM__Storage__DataPath"] = Path.Combine(folder, "data") } })!;
        var samples = new List<(TimeSpan At, double Own, double Children)>();
        while (!process.WaitForExit(SampleEvery)) samples.Add((Stopwatch.GetElapsedTime(start), Memory(process.Id), Children(process.Id).Sum(Memory)));
        var took = Stopwatch.GetElapsedTime(start);
        TranscriptionBenchmark.Require(process.ExitCode == 0, $"it ended with {process.ExitCode}");
        var warm = samples.Where(s => s.At > WarmUp && s.Own > 0).ToList();
        if (warm.Count > 2)
        {
            foreach (var (name, of) in ((string, Func<(TimeSpan At, double Own, double Children), double>)[])[("platform", s => s.Own), ("engine and ffmpeg", s => s.Children)])
                System.Console.WriteLine(Text($"{name}: {of(warm[0]):0} MiB after {warm[0].At.TotalSeconds:0} s, {of(warm[warm.Count / 2]):0} in the middle, {of(warm[^1]):0} at the end, {warm.Max(of):0} at most"));
        }

        System.Console.WriteLine(Text($"{hours} h in {took.TotalSeconds:0} s, {hours * 3600 / took.TotalSeconds:0.0} x real time; {(await File.ReadAllTextAsync(Path.ChangeExtension(recording, ".srt"))).Split("-->").Length - 1} cues"));
    }

    // One period of speech and silence, over and over, as MP3.
    private static async Task<string> MakeAsync(string folder, int hours)
    {
        var (speech, period, whole) = (Path.Combine(folder, "speech.wav"), Path.Combine(folder, "period.wav"), Path.Combine(folder, "meeting.mp3"));
        await SpokenText.SpeakAsync(speech, "flite", "slt", SpokenText.Text);
        await SpokenText.RunAsync("ffmpeg", "-v", "error", "-i", speech, "-af", $"apad=whole_dur={PeriodSeconds}", period);
        await SpokenText.RunAsync("ffmpeg", "-v", "error", "-stream_loop", Text($"{(hours * 3600 / PeriodSeconds) - 1}"), "-i", period, "-b:a", "64k", whole);
        return whole;
    }

    private static double Memory(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").Where(l => l.StartsWith("VmRSS", StringComparison.Ordinal))
                .Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        foreach (var task in Directory.GetDirectories($"/proc/{process}/task"))
        {
            string text;
            try
            {
                text = File.ReadAllText(Path.Combine(task, "children"));
            }
            catch (IOException)
            {
                continue;
            }

            foreach (var child in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => int.Parse(c, CultureInfo.InvariantCulture))) yield return child;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
