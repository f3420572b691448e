using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>From a recording to a corrected text that is found again, all in the browser, with words that an engine really heard.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class TranscriptionStoryTests(ConsoleApp app) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-story-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_recording_is_uploaded_its_words_appear_are_corrected_exported_and_found_to_the_second()
    {
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync("/transcriptions");
        await Expect(tab.Locator(".upload[data-ready]")).ToBeAttachedAsync();
        await tab.GetByLabel("Preset", new() { Exact = true }).First.SelectOptionAsync("draft-en");
        await tab.Locator(".upload input[type=file]").SetInputFilesAsync(await SpokenFile.MakeAsync(_folder.FullName));
        await tab.GetByRole(AriaRole.Link, new() { Name = "Open the transcription of evening news.wav" }).ClickAsync();

        // The words come while the page is open.
        var segment = tab.Locator(".segments .segment").First;
        await Expect(segment).ToContainTextAsync("the market closed");
        await Expect(tab.Locator(".facts")).ToContainTextAsync("pocketsphinx");
        await Expect(tab.GetByText("1 segment")).ToBeVisibleAsync();
        await page.RestAsync();
        await page.LookAsync("transcription", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);

        // One word is put right; it is saved by itself, can be undone and done again.
        await tab.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        var text = tab.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Text at ") });
        var heard = await text.InputValueAsync();
        var corrected = heard.Replace("market", "stock market", StringComparison.Ordinal);
        await text.FillAsync(corrected);
        await tab.GetByLabel("Speaker at 0:00").FillAsync("Anna");
        await tab.GetByLabel("Speaker at 0:00").BlurAsync();
        await Expect(tab.Locator(".save-status")).ToContainTextAsync("Saved, version");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(tab.GetByLabel("Speaker at 0:00")).ToHaveValueAsync("");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Do again" }).ClickAsync();
        await Expect(tab.GetByLabel("Speaker at 0:00")).ToHaveValueAsync("Anna");
        await Expect(tab.Locator(".save-status")).ToContainTextAsync("Saved, version");
        await page.LookAsync("transcription-editing", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).ClickAsync();
        await Expect(segment).ToContainTextAsync("stock market");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Versions", Exact = true }).ClickAsync();
        await Expect(tab.Locator(".versions")).ToContainTextAsync("Version 1, as it was heard");

        // What was corrected is what is exported.
        await tab.Locator(".export summary").ClickAsync();
        var download = await tab.RunAndWaitForDownloadAsync(() => tab.GetByRole(AriaRole.Link, new() { Name = "SubRip (srt)" }).ClickAsync());
        Assert.Equal("evening news.srt", download.SuggestedFilename);
        var subtitles = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.StartsWith("1\n00:00:00,", subtitles, StringComparison.Ordinal);
        Assert.Contains("Anna: ", subtitles, StringComparison.Ordinal);
        Assert.Contains("stock market", subtitles.Replace('\n', ' '), StringComparison.Ordinal);

        // And what is found; the hit leads to its second.
        await tab.GetByRole(AriaRole.Link, new() { Name = "Transcriptions" }).First.ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "Search", Exact = true }).ClickAsync();
        await tab.GetByLabel("Words that were said").FillAsync("\"stock market\"");
        await tab.GetByLabel("Words that were said").PressAsync("Enter");
        await Expect(tab.Locator("mark").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("stock"));
        await page.RestAsync();
        await page.LookAsync("transcription-search", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Link, new() { NameRegex = new("^Open evening news.wav at ") }).First.ClickAsync();
        await Expect(tab.Locator(".segment[aria-current]")).ToContainTextAsync("stock market");

        // It counts.
        await page.GoAsync("/transcriptions/statistics");
        await Expect(tab.Locator("tbody tr", new() { HasText = "draft-en" })).ToBeVisibleAsync();
        await page.LookAsync("transcription-statistics", Screen.Extremes);
        page.ShouldBeClean();
    }

    [Fact]
    public async Task A_preset_is_copied_a_wrong_number_is_named_and_what_is_right_is_kept()
    {
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync("/transcriptions/presets");
        await tab.GetByRole(AriaRole.Link, new() { Name = "Copy small" }).ClickAsync();
        await Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "Add a preset" })).ToBeVisibleAsync();
        await tab.GetByLabel("Name", new() { Exact = true }).FillAsync("our-small");
        await tab.GetByText("Decoding and what is not believed").ClickAsync();
        await tab.GetByLabel("Beam size").FillAsync("99");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add preset" }).ClickAsync();
        await Expect(tab.Locator(".field-error")).ToContainTextAsync("beamSize must be between 1 and 16.");
        await tab.GetByLabel("Beam size").FillAsync("7");
        await page.RestAsync();
        await page.LookAsync("preset-edit", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add preset" }).ClickAsync();
        await tab.GetByRole(AriaRole.Link, new() { Name = "our-small", Exact = true }).ClickAsync();
        await tab.GetByText("Decoding and what is not believed").ClickAsync();
        await Expect(tab.GetByLabel("Beam size")).ToHaveValueAsync("7");
        await page.GoAsync("/transcriptions/presets");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Delete our-small" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(tab.GetByText("our-small is back.")).ToBeVisibleAsync();
        page.ShouldBeClean();
    }

    [Fact]
    public async Task Presets_and_search_can_be_looked_at()
    {
        await using var page = await app.OpenAsync();
        foreach (var (path, name) in ((string, string)[])[("/transcriptions/presets", "presets"), ("/transcriptions/search", "search-empty"), ("/transcriptions/presets/auto", "preset"), ("/transcriptions/statistics", "statistics")])
        {
            await page.GoAsync(path);
            await page.LookAsync(name, Screen.Extremes);
        }

        page.ShouldBeClean();
    }
}
