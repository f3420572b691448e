using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Transcription.Inputs.Folders;
using Platform.Transcription.Queue;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Inputs;

/// <summary>Watched folders: every file ends once, where it belongs (ST-01, ST-02 and ST-13 of the service; those of the command line are its own).</summary>
public sealed class FolderTests : IDisposable
{
    private const string Root = "/api/v1/transcription/folders";
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-watched-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Recordings_go_to_processed_with_their_results_and_what_is_no_sound_to_failed()
    {
        var engine = new ScriptedEngine { Steps = 2 };
        engine.Allow();
        await PutAsync("a.wav");
        await PutAsync("b.WAV");
        await PutAsync("sub/c.wav");
        await File.WriteAllTextAsync(Path.Combine(_folder, "notes.txt"), "no recording");
        await File.WriteAllTextAsync(Path.Combine(_folder, "broken.mp3"), "no sound either");
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await WatchAsync(app);
        await UntilAsync(app, id, files => files.Count == 3 && files.All(f => State(f) is "done" or "failed"));

        Assert.Equal(["a.json", "a.srt", "a.txt", "a.wav", "b.WAV", "b.json", "b.srt", "b.txt"], Names("processed"));
        Assert.Equal(["broken.mp3"], Names("failed"));
        Assert.Equal(["notes.txt"], Names(""));
        Assert.True(File.Exists(Path.Combine(_folder, "sub", "c.wav")));
        Assert.Contains("word 1", await File.ReadAllTextAsync(Path.Combine(_folder, "processed", "a.txt")), StringComparison.Ordinal);
        var failed = (await FilesAsync(app, id)).Single(f => State(f) == "failed");
        Assert.StartsWith("transcription.audio_unreadable: ", failed.GetProperty("error").GetString(), StringComparison.Ordinal);

        // Put back: it is done again, and its row is not doubled.
        File.Move(Path.Combine(_folder, "failed", "broken.mp3"), Path.Combine(_folder, "broken.mp3"));
        File.Copy(await Spoken.ShortAsync(), Path.Combine(_folder, "broken.mp3"), overwrite: true);
        await UntilAsync(app, id, files => files.Count == 3 && files.All(f => State(f) == "done"));
        Assert.Contains("broken.mp3", Names("processed"));
        Assert.Empty(Names("failed"));
    }

    [Fact]
    public async Task A_file_that_still_grows_is_left_alone()
    {
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await WatchAsync(app, new { path = _folder, stableSeconds = 3600 });
        await PutAsync("a.wav");
        await ScanUntilAsync(app, id, files => files.Count == 1);
        Assert.Equal("settling", State((await FilesAsync(app, id)).Single()));
        Assert.Equal(0, (await app.GetJsonAsync("/api/v1/transcriptions/counts")).GetProperty("all").GetInt32());
    }

    [Theory]
    [InlineData("skip", 0, "before")]
    [InlineData("overwrite", 1, "word 0")]
    [InlineData("keep", 1, "before")]
    public async Task A_result_that_is_there_is_kept_skipped_or_overwritten(string duplicates, int transcriptions, string text)
    {
        var engine = new ScriptedEngine { Steps = 1 };
        engine.Allow();
        await PutAsync("a.wav");
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "before");
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await WatchAsync(app, new { path = _folder, stableSeconds = 1, output = "beside", duplicates });
        await UntilAsync(app, id, files => files.Count == 1 && State(files[0]) is "done" or "skipped");
        Assert.Equal(transcriptions, (await app.GetJsonAsync("/api/v1/transcriptions/counts")).GetProperty("completed").GetInt32());
        Assert.Equal(text, (await File.ReadAllTextAsync(Path.Combine(_folder, "a.txt"))).TrimEnd());
        Assert.Equal(duplicates == "keep", File.Exists(Path.Combine(_folder, "a (2).txt")));
        Assert.True(File.Exists(Path.Combine(_folder, "a.wav")));
    }

    [Fact]
    public async Task A_crash_between_any_two_steps_of_the_end_leaves_every_file_once_where_it_belongs()
    {
        var engine = new ScriptedEngine { Steps = 1 };
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Scheduling:Lanes:System"] = "0" }, engine: engine);
        foreach (var name in (string[])["name.wav", "results.wav", "moved.wav"]) await PutAsync(name);
        var id = Guid.Parse(await WatchAsync(app));
        var scan = app.Get<ScanFolder>();
        await WaitAsync(async () =>
        {
            await scan.RunAsync(id, CancellationToken.None);
            return await app.QueryAsync(db => db.Items().CountAsync()) == 3;
        });
        engine.Allow();
        await WaitAsync(() => app.QueryAsync(db => db.Items().AllAsync(i => i.State == TranscriptionState.Completed)));

        // What the steps before a crash leave: a name decided; results written; the recording moved and nothing written down.
        await app.QueryAsync(db => db.Set<FolderFile>().ExecuteUpdateAsync(set => set.SetProperty(f => f.Target, f => f.Name)));
        Directory.CreateDirectory(Path.Combine(_folder, "processed"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "processed", "results.txt"), "half");
        if (File.Exists(Path.Combine(_folder, "moved.wav"))) File.Move(Path.Combine(_folder, "moved.wav"), Path.Combine(_folder, "processed", "moved.wav"));
        await scan.RunAsync(id, CancellationToken.None);

        Assert.Equal(["moved.wav", "name.wav", "results.wav"], Names("processed").Where(n => n.EndsWith(".wav", StringComparison.Ordinal)));
        Assert.Empty(Names(""));
        Assert.Contains("word 0", await File.ReadAllTextAsync(Path.Combine(_folder, "processed", "results.txt")), StringComparison.Ordinal);
        Assert.All(await app.QueryAsync(db => db.Set<FolderFile>().ToListAsync()), f => Assert.Equal((FolderFileState.Done, null), (f.State, f.Error)));
        Assert.All(await app.QueryAsync(db => db.Items().ToListAsync()), i => Assert.True(File.Exists(i.AudioFile)));
    }

    [Fact]
    public async Task Folders_that_cannot_be_watched_are_refused_by_their_field()
    {
        await using var app = await TranscriptionApp.StartAsync(engine: new ScriptedEngine());
        await PutAsync("a.wav");
        foreach (var (path, said) in ((string, string)[])[("relative", "full path"), ($"{_folder}/none", "does not exist"), ($"{_folder}/a.wav", "not a directory"), (app.Folder, "own data folder")])
        {
            using var refused = await app.PostAsync(Root, new { path });
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(said, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var preset = await app.PostAsync(Root, new { path = _folder, preset = "xl" });
        Assert.Contains("preset.unknown", await preset.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await WatchAsync(app);
        using var twice = await app.PostAsync(Root, new { path = _folder + "/" });
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task What_failed_is_tried_again_by_the_api_and_ends_in_processed()
    {
        var engine = new ScriptedEngine { Steps = 1, Failure = Kernel.Results.Error.Unavailable("speech.engine_crashed", "The engine crashed.") };
        engine.Allow();
        await PutAsync("a.wav");
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await WatchAsync(app);
        await UntilAsync(app, id, files => files.Count == 1 && State(files[0]) == "failed");
        Assert.Equal(["a.wav"], Names("failed"));

        var item = (await FilesAsync(app, id))[0].GetProperty("transcriptionId").GetString();
        using var retried = await app.PostAsync($"/api/v1/transcriptions/{item}:retry");
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await UntilAsync(app, id, files => State(files[0]) == "done");
        Assert.Equal(["a.json", "a.srt", "a.txt", "a.wav"], Names("processed"));
        Assert.Empty(Names("failed"));
        Assert.Empty(Names(""));
        Assert.Equal(JsonValueKind.Null, (await FilesAsync(app, id))[0].GetProperty("error").ValueKind);
        using var sound = await app.Client.GetAsync(new Uri($"/api/v1/transcriptions/{item}/audio", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, sound.StatusCode);
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested);
            await Task.Delay(100);
        }
    }

    private async Task PutAsync(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(await Spoken.ShortAsync(), path);
    }

    private async Task<string> WatchAsync(TranscriptionApp app, object? input = null)
    {
        using var answer = await app.PostAsync(Root, input ?? new { path = _folder, stableSeconds = 1 });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<List<JsonElement>> FilesAsync(TranscriptionApp app, string id) => [.. (await app.GetJsonAsync($"{Root}/{id}/files")).GetProperty("items").EnumerateArray()];

    private static async Task UntilAsync(TranscriptionApp app, string id, Func<List<JsonElement>, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            var files = await FilesAsync(app, id);
            if (condition(files)) return;
            Assert.False(patience.IsCancellationRequested, string.Join('\n', files.Select(f => f.GetRawText())));
            await Task.Delay(100);
        }
    }

    private static async Task ScanUntilAsync(TranscriptionApp app, string id, Func<List<JsonElement>, bool> condition)
    {
        using var scan = await app.PostAsync($"{Root}/{id}:scan");
        Assert.Equal(HttpStatusCode.Accepted, scan.StatusCode);
        await UntilAsync(app, id, condition);
    }

    private static string State(JsonElement file) => file.GetProperty("state").GetString()!;

    private string[] Names(string sub)
    {
        var folder = new DirectoryInfo(Path.Combine(_folder, sub));
        return folder.Exists ? [.. folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)] : [];
    }
}
