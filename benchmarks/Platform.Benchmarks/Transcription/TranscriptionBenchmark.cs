using Platform.Benchmarks.Service;

namespace Platform.Benchmarks.Transcription;

/// <summary>
/// Transcription as a user has it, by the built product with its real offline engine: what words come out, what a crash leaves behind, what
/// a long recording takes of memory, and what the platform costs beside the bare engine.
/// <c>-- transcription --part voices --speed 160 --files 1000 --hours 3</c>
/// </summary>
internal static class TranscriptionBenchmark
{
    private static readonly Dictionary<string, Func<string[], string, Task>> Parts = new()
    {
        ["voices"] = VoicesThroughService.RunAsync,
        ["overhead"] = (_, folder) => EngineOverhead.RunAsync(folder),
        ["folder"] = KilledFolder.RunAsync,
        ["long"] = LongRecording.RunAsync,
    };

    public static async Task RunAsync(string[] options)
    {
        var at = Array.IndexOf(options, "--part");
        foreach (var part in at >= 0 ? options[at + 1].Split(',') : [.. Parts.Keys])
        {
            System.Console.WriteLine($"## {part}");
            var folder = Directory.CreateTempSubdirectory("platform-transcription-").FullName;
            try
            {
                await Parts[part](options, folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    public static int Option(string[] options, string name, int usual)
    {
        var at = Array.IndexOf(options, name);
        return at >= 0 ? int.Parse(options[at + 1], System.Globalization.CultureInfo.InvariantCulture) : usual;
    }

    /// <summary>What a measurement can't go on without.</summary>
    public static void Require(bool condition, string what)
    {
        if (condition) return;
        System.Console.WriteLine($"WRONG: {what}");
        Environment.ExitCode = 1;
    }

    public static string Program => ServiceUnderTest.Program;
}
