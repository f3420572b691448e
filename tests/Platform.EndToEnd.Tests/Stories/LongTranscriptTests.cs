using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A transcript of thousands of segments, edited by keyboard, by two at once, and over a connection that breaks.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class LongTranscriptTests(ConsoleApp app) : IDisposable
{
    private const int Segments = 3000;
    private const double Length = 0.04; // s, of a segment
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-long-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_long_transcript_is_drawn_in_parts_found_in_as_a_whole_and_no_change_is_lost()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        var (item, transcript) = await TranscriptAsync(api);
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        tab.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.GoAsync($"/transcriptions/{item}");
        await Expect(tab.Locator($".transcript[data-ready][data-count='{Segments}']")).ToBeAttachedAsync();
        Assert.InRange(await tab.Locator(".segment").CountAsync(), 1, 200);

        // Found at the far end, though it was not drawn.
        await tab.Keyboard.PressAsync("Control+f");
        await tab.GetByLabel("Find", new() { Exact = true }).FillAsync("the very last words");
        await Expect(tab.Locator("[data-found]")).ToHaveTextAsync("1 found");
        await tab.Keyboard.PressAsync("Enter");
        await Expect(tab.Locator(".segment[aria-current]")).ToContainTextAsync("the very last words");
        await Expect(tab.Locator(".segment[aria-current]")).ToBeInViewportAsync();
        Assert.InRange(await tab.Locator(".segment").CountAsync(), 1, 200);

        // Replaced everywhere.
        await tab.GetByLabel("Find", new() { Exact = true }).FillAsync("harbor");
        await tab.GetByLabel("Replace by").FillAsync("harbour");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Replace all" }).ClickAsync();
        await Expect(tab.Locator("[data-found]")).ToHaveTextAsync($"{Segments - 1} replaced");
        await SavedAsync(tab);
        var texts = await TextsAsync(api, transcript);
        Assert.All(texts.SkipLast(1), t => Assert.Contains("harbour", t, StringComparison.Ordinal));

        // By keyboard: help, edit, a wrong time, a right one, cut, joined, undone.
        await tab.Keyboard.PressAsync("Escape");
        await tab.Keyboard.PressAsync("?");
        await Expect(tab.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await page.ScreenshotAsync("transcript-keys-wide-light");
        await tab.Keyboard.PressAsync("Escape");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        var row = tab.Locator(".segment[aria-current]");
        await Expect(row.Locator("textarea")).ToBeFocusedAsync();
        await tab.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(row.Locator("textarea")).ToHaveValueAsync(new Regex($"passage {Segments - 2} "));
        var (start, end) = (row.Locator("[data-side=start]"), row.Locator("[data-side=end]"));
        await start.FillAsync("1:59.99");
        await start.PressAsync("Tab");
        await Expect(row.Locator(".segment-wrong")).ToContainTextAsync("A segment ends after it begins.");
        await page.LookAsync("transcript-long", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        await start.PressAsync("Escape");
        await end.FillAsync("1:59.98");
        await end.PressAsync("Tab");
        await Expect(row.Locator(".segment-wrong")).ToBeEmptyAsync();
        await row.Locator("textarea").EvaluateAsync("t => { t.focus(); t.setSelectionRange(7, 7); }");
        await tab.Keyboard.PressAsync("Enter");
        await Expect(tab.Locator($".transcript[data-count='{Segments + 1}']")).ToBeAttachedAsync();
        await SavedAsync(tab);
        Assert.Equal(["passage", $"{Segments - 2} of the harbour"], (await TextsAsync(api, transcript))[(Segments - 2)..Segments]);
        await tab.Keyboard.PressAsync("Backspace");
        await Expect(tab.Locator($".transcript[data-count='{Segments}']")).ToBeAttachedAsync();
        await SavedAsync(tab);
        Assert.Equal(texts, await TextsAsync(api, transcript));
        for (var i = 0; i < 3; i++) await tab.Keyboard.PressAsync("Control+z");
        await Expect(end).ToHaveValueAsync("1:59.960");
        await SavedAsync(tab);

        await BothWriteAsync(tab, api, transcript);
        await ConnectionBreaksAsync(page, api, item, transcript);
        page.ShouldBeClean("/transcript", "Failed to load resource");
    }

    // Somebody else was quicker: his text, or mine, as I say.
    private static async Task BothWriteAsync(IPage tab, ApiClient api, string transcript)
    {
        await ChangeAsync(api, transcript, 0, "theirs");
        await TypeAsync(tab, "mine");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(tab.Locator(".save-status")).ToBeEmptyAsync();
        Assert.DoesNotContain(await TextsAsync(api, transcript), t => t.Contains("mine", StringComparison.Ordinal));
        await Expect(tab.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeDisabledAsync();

        await ChangeAsync(api, transcript, 0, "theirs again");
        await TypeAsync(tab, "mine again");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await SavedAsync(tab);
        var texts = await TextsAsync(api, transcript);
        Assert.Equal("theirs", texts[0]);
        Assert.Contains("mine again", texts);

        // What they wrote can be brought back.
        var versions = await api.GetAsync($"{transcript}/versions");
        Assert.Contains(versions.EnumerateArray(), v => v.GetProperty("author").GetString()?.StartsWith("test-", StringComparison.Ordinal) == true);
    }

    // What could not be saved is still there when the page is opened again.
    private static async Task ConnectionBreaksAsync(ConsolePage page, ApiClient api, string item, string transcript)
    {
        var tab = page.Page;
        await tab.RouteAsync("**/transcript", route => route.Request.Method == "PUT" ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await TypeAsync(tab, "not to be lost");
        await Expect(tab.Locator(".save-status")).ToContainTextAsync("It is kept in this browser.");
        await page.GoAsync("/transcriptions/search");
        await tab.UnrouteAllAsync();
        await page.GoAsync($"/transcriptions/{item}");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Take them up" }).ClickAsync();
        await SavedAsync(tab);
        Assert.Contains("not to be lost", await TextsAsync(api, transcript));
        Assert.Equal(0, await tab.EvaluateAsync<int>("() => Object.keys(localStorage).filter(k => k.startsWith('platform-draft:')).length"));
    }

    private static async Task TypeAsync(IPage tab, string text)
    {
        var row = tab.Locator(".segment textarea").Nth(1);
        await row.FocusAsync();
        await row.FillAsync(text);
        await tab.Keyboard.PressAsync("Control+s");
    }

    private static Task SavedAsync(IPage tab) => Expect(tab.Locator(".save-status")).ToHaveTextAsync(new Regex("^Saved, version"));

    private static async Task<List<string>> TextsAsync(ApiClient api, string transcript) =>
        [.. (await api.GetAsync(transcript)).GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("text").GetString()!)];

    private static async Task ChangeAsync(ApiClient api, string transcript, int index, string text)
    {
        var read = await api.GetAsync(transcript);
        var segments = read.GetProperty("segments").EnumerateArray().Select((s, i) => Segment(s.GetProperty("start").GetDouble(), s.GetProperty("end").GetDouble(), i == index ? text : s.GetProperty("text").GetString()!));
        await api.PutAsync(transcript, new { version = read.GetProperty("version").GetInt32(), segments });
    }

    // Real words first, so that there is a recording; then thousands of segments.
    private async Task<(string Item, string Transcript)> TranscriptAsync(ApiClient api)
    {
        var (sentence, padded) = (await SpokenFile.MakeAsync(_folder.FullName), Path.Combine(_folder.FullName, "long.wav"));
        var start = new ProcessStartInfo("ffmpeg") { UseShellExecute = false };
        foreach (var argument in (string[])["-loglevel", "error", "-i", sentence, "-af", $"apad=whole_dur={Segments * Length}", padded]) start.ArgumentList.Add(argument);
        using var ffmpeg = Process.Start(start)!;
        await ffmpeg.WaitForExitAsync();
        var item = await api.SubmitAsync(padded, "draft-en");
        var transcript = $"/api/v1/transcriptions/{item}/transcript";
        await api.UntilAsync($"/api/v1/transcriptions/{item}", i => i.GetProperty("state").GetString() == "completed", TimeSpan.FromMinutes(2));
        var segments = Enumerable.Range(0, Segments).Select(n => Segment(Math.Round(n * Length, 3), Math.Round((n + 1) * Length, 3), n == Segments - 1 ? "the very last words" : $"passage {n} of the harbor"));
        await api.PutAsync(transcript, new { version = 1, segments });
        return (item, transcript);
    }

    private static object Segment(double start, double end, string text) => new { start, end, text };
}
