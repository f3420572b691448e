using System.Diagnostics;
using System.Globalization;

namespace Platform.Benchmarks.Transcription;

/// <summary>Recordings made by the speaking programs of the machine.</summary>
internal static class SpokenText
{
    /// <summary>At which PocketSphinx understands espeak-ng best; see docs/speech.md.</summary>
    public const int UsualSpeed = 160;

    public const string Text =
        "The weather will be cold and cloudy in the morning. The president will speak to the people at nine o'clock. "
        + "The market closed higher today after a week of heavy losses. Police are looking for two men who were seen near the station. "
        + "The train to the city leaves every hour. Heavy rain is expected in the north on Friday.";

    /// <param name="path">WAV file to write.</param>
    /// <param name="program"><c>espeak-ng</c> or <c>flite</c>.</param>
    /// <param name="voice">Of the program.</param>
    /// <param name="text">What is said.</param>
    /// <param name="wordsPerMinute">Of espeak-ng.</param>
    public static Task SpeakAsync(string path, string program, string voice, string text, int wordsPerMinute = UsualSpeed) => program == "flite"
        ? RunAsync(program, "-voice", voice, "-t", text, "-o", path)
        : RunAsync(program, "-v", voice, "-s", wordsPerMinute.ToString(CultureInfo.InvariantCulture), "-w", path, text);

    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
