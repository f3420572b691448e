using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A folder that is watched, and who is told.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class WatchedFolderStoryTests(ConsoleApp app) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-watched-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_recording_that_is_put_into_a_watched_folder_moves_with_its_words_into_processed()
    {
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync("/transcriptions/folders");
        await page.LookAsync("folders-empty", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Link, new() { Name = "Watch a folder" }).First.ClickAsync();
        await Expect(tab.GetByLabel("Path")).ToBeVisibleAsync();
        await tab.GetByLabel("Path").FillAsync(Path.Combine(_folder.FullName, "nowhere"));
        await tab.GetByRole(AriaRole.Button, new() { Name = "Watch", Exact = true }).ClickAsync();
        await Expect(tab.Locator(".field-error")).ToContainTextAsync("does not exist on the machine of the service.");
        await tab.GetByLabel("Path").FillAsync(_folder.FullName);
        await tab.GetByLabel("Name", new() { Exact = true }).FillAsync("Incoming");
        await tab.GetByLabel("Whole after (seconds)").FillAsync("1");
        await tab.GetByLabel("Preset").SelectOptionAsync("draft-en");
        await page.RestAsync();
        await page.LookAsync("folder-edit", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Watch", Exact = true }).ClickAsync();
        var row = tab.Locator("tr", new() { HasText = "Incoming" });
        await Expect(row).ToContainTextAsync("Watched");

        await SpokenFile.MakeAsync(_folder.FullName);
        await Expect(row).ToContainTextAsync("1 done", new() { Timeout = 180_000 });
        await page.LookAsync("folders", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        Assert.Equal(["evening news.json", "evening news.srt", "evening news.txt", "evening news.wav"], Directory.GetFiles(Path.Combine(_folder.FullName, "processed")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        await tab.GetByRole(AriaRole.Link, new() { Name = "Incoming", Exact = true }).ClickAsync();
        await Expect(tab.GetByRole(AriaRole.Link, new() { Name = "evening news.wav" })).ToBeVisibleAsync();
        await page.GoAsync("/transcriptions/folders");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Stop watching Incoming" }).ClickAsync();
        await tab.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Stop watching", Exact = true }).ClickAsync();
        await Expect(tab.GetByText("Incoming is no longer watched.")).ToBeVisibleAsync();
        page.ShouldBeClean();
    }

    [Fact]
    public async Task A_webhook_needs_a_secret_that_is_one()
    {
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync("/transcriptions/webhooks");
        await page.LookAsync("webhooks-empty", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add a webhook" }).First.ClickAsync();
        await tab.GetByLabel("Name", new() { Exact = true }).FillAsync("Archive");
        await tab.GetByLabel("Address").FillAsync("https://192.0.2.1/hook");
        await tab.GetByLabel("Secret").FillAsync("short");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(tab.Locator(".field-error").First).ToBeVisibleAsync();
        await page.LookAsync("webhook-edit", Screen.Extremes);
        page.ShouldBeClean();
    }
}
