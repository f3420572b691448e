using System.Diagnostics;
using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The power goes while recordings are transcribed by the real offline engine: nothing is lost, doubled, or begun again from the start.</summary>
public sealed class TranscriptionCutTests : IDisposable
{
    private const int Sentences = 9;
    private const int Files = 4;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-cut-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_long_recording_goes_on_where_a_kill_cut_it()
    {
        var whole = Path.Combine(_folder.FullName, "long.wav");
        await LoopAsync(await SpokenFile.MakeAsync(_folder.FullName), whole);
        File.Delete(Path.Combine(_folder.FullName, "evening news.wav"));
        await using var platform = await PlatformProcess.StartAsync();
        using var api = await ApiClient.CreateAsync(platform);
        var folder = await WatchAsync(api, _folder.FullName, "beside");
        var files = await api.UntilAsync($"{folder}/files", page => page.GetProperty("items").EnumerateArray().Any(f => f.GetProperty("transcriptionId").ValueKind == JsonValueKind.String));
        var item = $"/api/v1/transcriptions/{files.GetProperty("items")[0].GetProperty("transcriptionId").GetString()}";

        var cut = await api.UntilAsync(item, i => i.GetProperty("segmentCount").GetInt32() >= 3, TimeSpan.FromMinutes(2));
        Assert.Equal("running", State(cut));
        await platform.KillAsync();
        await platform.StartAgainAsync();
        var kept = await api.GetAsync(item);
        Assert.True(kept.GetProperty("segmentCount").GetInt32() >= cut.GetProperty("segmentCount").GetInt32());
        await api.UntilAsync(item, i => State(i) == "completed", TimeSpan.FromMinutes(4));

        var attempts = (await api.GetAsync($"{item}/attempts")).EnumerateArray().ToList();
        Assert.Equal(["interrupted", "completed"], attempts.Select(a => a.GetProperty("outcome").GetString()));
        Assert.True(attempts[1].GetProperty("fromSeconds").GetDouble() > 0, "it began again at the start");

        // The same without a cut: every sentence is there once, at its time.
        var once = await SegmentsAsync(api, item);
        await api.PostAsync($"{item}:retry?fromStart=true");
        await api.UntilAsync(item, i => State(i) == "completed" && i.GetProperty("textVersion").GetInt32() == 2, TimeSpan.FromMinutes(4));
        var uncut = await SegmentsAsync(api, item);
        Assert.True(uncut.Count >= Sentences, $"{uncut.Count} segments");
        Assert.Equal(uncut.Count, once.Count);
        Assert.All(once.Zip(uncut), pair => Assert.InRange(Math.Abs(pair.First.Start - pair.Second.Start), 0, 0.5));
        Assert.All(once.Zip(once.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start + 0.01, $"{pair.First} overlaps {pair.Second}"));
    }

    [Fact]
    public async Task Every_file_of_a_folder_ends_once_in_processed_or_failed_over_kills()
    {
        var spoken = await SpokenFile.MakeAsync(_folder.FullName);
        var watched = _folder.CreateSubdirectory("watched").FullName;
        for (var n = 0; n < Files; n++) File.Copy(spoken, Path.Combine(watched, $"take {n}.wav"));
        await File.WriteAllTextAsync(Path.Combine(watched, "broken.mp3"), "This is no sound.");
        await using var platform = await PlatformProcess.StartAsync();
        using var api = await ApiClient.CreateAsync(platform);
        var folder = await WatchAsync(api, watched, "move");
        var random = new Random(5);
        for (var kill = 0; kill < 2; kill++)
        {
            await api.UntilAsync("/api/v1/transcriptions/counts", c => c.GetProperty("completed").GetInt32() > kill, TimeSpan.FromMinutes(3));
            await Task.Delay(random.Next(0, 700));
            await platform.KillAsync();
            await platform.StartAgainAsync();
        }

        await api.UntilAsync($"{folder}/files", page => Ended(page) == Files + 1, TimeSpan.FromMinutes(4));
        string[] takes = [.. Enumerable.Range(0, Files).SelectMany(n => (string[])[$"take {n}.json", $"take {n}.srt", $"take {n}.txt", $"take {n}.wav"])];
        Assert.Equal(takes.Order(StringComparer.Ordinal), Names(Path.Combine(watched, "processed")));
        Assert.Equal(["broken.mp3"], Names(Path.Combine(watched, "failed")));
        Assert.Empty(Names(watched));
        Assert.Equal(Files, (await api.GetAsync("/api/v1/transcriptions/counts")).GetProperty("completed").GetInt32());
        foreach (var text in Directory.GetFiles(Path.Combine(watched, "processed"), "*.txt")) Assert.Contains("market", await File.ReadAllTextAsync(text), StringComparison.Ordinal);
    }

    private static int Ended(JsonElement page) => page.GetProperty("items").EnumerateArray().Count(f => f.GetProperty("state").GetString() is "done" or "failed");

    private static string? State(JsonElement item) => item.GetProperty("state").GetString();

    private static string[] Names(string folder) => [.. new DirectoryInfo(folder).GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    private static async Task<string> WatchAsync(ApiClient api, string path, string output)
    {
        // The same sentence again and again would be taken for what a recogniser makes up.
        await api.PostAsync("/api/v1/transcription/presets", new { name = "all-of-it", recipe = new { engine = "pocketsphinx", language = "en", cleaning = new { enabled = false } } });
        var made = await api.PostAsync("/api/v1/transcription/folders", new { path, output, preset = "all-of-it", stableSeconds = 1 });
        return $"/api/v1/transcription/folders/{made.GetProperty("id").GetString()}";
    }

    private static async Task<List<(double Start, double End)>> SegmentsAsync(ApiClient api, string item) =>
        [.. (await api.GetAsync($"{item}/transcript")).GetProperty("segments").EnumerateArray().Select(s => (s.GetProperty("start").GetDouble(), s.GetProperty("end").GetDouble()))];

    // The sentence again and again, with a second of silence after each.
    private static async Task LoopAsync(string sentence, string path)
    {
        var start = new ProcessStartInfo("ffmpeg") { UseShellExecute = false };
        string[] arguments = ["-loglevel", "error", "-i", sentence, "-af", $"apad=pad_dur=1,aloop=loop={Sentences - 1}:size=2147483647", path];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var ffmpeg = Process.Start(start)!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
