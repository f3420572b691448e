using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Many files at once, over a connection that breaks.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class UploadStoryTests(ConsoleApp app) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-upload-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Many_files_are_sent_a_lost_connection_is_taken_up_and_what_is_no_sound_says_so()
    {
        var spoken = await SpokenFile.MakeAsync(_folder.FullName);
        string[] files = [.. Enumerable.Range(1, 4).Select(i => Path.Combine(_folder.FullName, $"part {i}.wav")), Path.Combine(_folder.FullName, "notes.wav")];
        foreach (var file in files[..4]) File.Copy(spoken, file);
        await File.WriteAllTextAsync(files[4], "These are words, but nobody says them.");

        await using var page = await app.OpenAsync();
        var tab = page.Page;
        var lost = 0;
        await tab.RouteAsync("**/api/v1/transcriptions/uploads/*", async route =>
        {
            if (route.Request.Method == "PATCH" && Interlocked.Increment(ref lost) <= 2) await route.AbortAsync("connectionreset");
            else await route.ContinueAsync();
        });
        await page.GoAsync("/transcriptions");
        await Expect(tab.Locator(".upload[data-ready]")).ToBeAttachedAsync();
        await tab.GetByLabel("Preset", new() { Exact = true }).First.SelectOptionAsync("draft-en");
        await tab.Locator(".upload input[type=file]").SetInputFilesAsync(files);

        for (var i = 1; i <= 4; i++) await Expect(tab.GetByRole(AriaRole.Link, new() { Name = $"Open the transcription of part {i}.wav" })).ToBeVisibleAsync();
        await Expect(tab.Locator(".upload-row", new() { HasText = "notes.wav" }).Locator(".upload-wrong")).ToContainTextAsync("cannot be read");
        await page.RestAsync();
        await page.LookAsync("uploads", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Cancel notes.wav" }).ClickAsync();
        await Expect(tab.Locator(".upload-row", new() { HasText = "notes.wav" })).ToHaveCountAsync(0);
        Assert.True(lost > 2);

        // What is not wanted is stopped, and taken away, many at once; and brought back.
        await tab.GetByLabel("Search transcriptions by name").FillAsync("part ");
        await Expect(tab.Locator("tbody tr")).ToHaveCountAsync(4);
        await tab.GetByLabel("Select all transcriptions of this page").CheckAsync();
        await tab.Locator(".bulk").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(tab.GetByText("4 transcriptions: deleted.")).ToBeVisibleAsync();
        await Expect(tab.Locator("tbody tr")).ToHaveCountAsync(0);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(tab.Locator("tbody tr")).ToHaveCountAsync(4);
        page.ShouldBeClean("api/v1/transcriptions");
    }
}
