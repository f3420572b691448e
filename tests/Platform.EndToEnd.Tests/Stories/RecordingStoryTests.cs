using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A recorder finishes a piece, its hook tells the platform, and a rule that was made by clicking has it written down.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class RecordingStoryTests(ConsoleApp app) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-recorded-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_recording_of_mediamtx_is_transcribed_by_a_rule()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        await api.PutAsync("/api/v1/settings/StreamHealth:Recordings:Folders", new { value = _folder.FullName });
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync("/transcriptions/recording-rules");
        await page.LookAsync("recording-rules-empty", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add a rule" }).First.ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(tab.Locator(".field-error").First).ToContainTextAsync("path must say which recordings");
        await tab.GetByLabel("Recordings of").FillAsync("live/*");
        await tab.GetByLabel("Name", new() { Exact = true }).FillAsync("Studio");
        await tab.GetByLabel("Preset").SelectOptionAsync("draft-en");
        await tab.GetByLabel("Use this rule for recordings from now on").CheckAsync();
        await page.RestAsync();
        await page.LookAsync("recording-rule-edit", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(tab.Locator("tr", new() { HasText = "Studio" })).ToContainTextAsync("On");
        await page.LookAsync("recording-rules", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);

        var file = await SpokenFile.MakeAsync(_folder.FullName);
        var recorded = Path.Combine(_folder.CreateSubdirectory("live").CreateSubdirectory("studio").FullName, "2026-05-04_06-00-00-000000.wav");
        File.Move(file, recorded);
        await HookAsync(recorded);
        await HookAsync(recorded);
        var list = await api.UntilAsync("/api/v1/transcriptions?source=recording&state=completed", l => l.GetProperty("items").GetArrayLength() == 1, TimeSpan.FromMinutes(3));
        Assert.Equal("Studio", list.GetProperty("items")[0].GetProperty("owner").GetString());
        Assert.Single((await api.GetAsync("/api/v1/transcriptions?source=recording")).GetProperty("items").EnumerateArray());
        await page.GoAsync("/transcriptions?source=recording");
        await tab.GetByRole(AriaRole.Link, new() { Name = "live studio 2026-05-04_06-00-00-000000.wav" }).First.ClickAsync();
        await Expect(tab.GetByText("the market closed").First).ToBeVisibleAsync();

        await page.GoAsync("/tasks/events");
        await Expect(tab.Locator("tr", new() { HasText = "transcription.recordings" }).First).ToContainTextAsync("Delivered");
        await page.LookAsync("events", Screen.Extremes);
        page.ShouldBeClean();
    }

    /// <summary>Runs the script that MediaMTX is given, with the variables that it sets.</summary>
    private async Task HookAsync(string file)
    {
        var key = Path.Combine(_folder.FullName, "key");
        if (!File.Exists(key))
        {
            var made = await CommandLine.RunAsync(app.Platform, "apikey", "create", $"hook-{Guid.NewGuid():N}", "--role", "operator", "--output", "json");
            await File.WriteAllTextAsync(key, made.Json.GetProperty("key").GetString());
        }

        var start = new ProcessStartInfo("sh") { RedirectStandardError = true, ArgumentList = { Path.Combine(PlatformProcess.RepositoryRoot, "deploy", "mediamtx", "platform-hook.sh"), "recorded" } };
        foreach (var (name, value) in ((string, string)[])
            [("PLATFORM_URL", app.Url), ("PLATFORM_KEY_FILE", key), ("STREAM_BASE", "rtmp://mediamtx:1935"), ("MTX_PATH", "live/studio"), ("MTX_SEGMENT_PATH", file), ("MTX_SEGMENT_DURATION", "3.87"), ("MTX_QUERY", "user=a&pass=b")])
            start.Environment[name] = value;
        using var hook = Process.Start(start)!;
        var said = await hook.StandardError.ReadToEndAsync();
        await hook.WaitForExitAsync();
        Assert.True(hook.ExitCode == 0, said);
    }
}
