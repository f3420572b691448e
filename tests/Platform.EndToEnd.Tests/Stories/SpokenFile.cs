using System.Diagnostics;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A sentence that flite speaks and the draft engine understands.</summary>
internal static class SpokenFile
{
    public const string Sentence = "The market closed higher today after a week of heavy losses.";

    /// <returns>Path of a WAVE file in the folder.</returns>
    public static async Task<string> MakeAsync(string folder)
    {
        var path = Path.Combine(folder, "evening news.wav");
        var start = new ProcessStartInfo("flite") { UseShellExecute = false };
        foreach (var argument in (string[])["-voice", "kal16", "-t", Sentence, "-o", path]) start.ArgumentList.Add(argument);
        using var flite = Process.Start(start)!;
        await flite.WaitForExitAsync();
        Assert.Equal(0, flite.ExitCode);
        return path;
    }
}
