using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A transcript is shared with somebody who has no account, and taken back.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ShareStoryTests(ConsoleApp app) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-share-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_stranger_reads_and_hears_what_was_shared_until_it_is_revoked()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        var id = await SubmitAsync(await SpokenFile.MakeAsync(_folder.FullName));
        await api.UntilAsync($"/api/v1/transcriptions/{id}", t => t.GetProperty("state").GetString() == "completed", TimeSpan.FromMinutes(3));
        await using var page = await app.OpenAsync();
        var tab = page.Page;
        await page.GoAsync($"/transcriptions/{id}");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        var dialog = tab.GetByRole(AriaRole.Dialog, new() { Name = "Share this transcript" });
        await dialog.GetByLabel("For whom").FillAsync("The press office");
        await dialog.GetByLabel("The recording may be heard too").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = dialog.GetByLabel("The link: copy it now, it is not shown again");
        await Expect(link).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/shared/[A-Za-z0-9]{43}$"));
        await Expect(dialog.Locator(".links")).ToContainTextAsync("The press office");
        await page.RestAsync();
        await page.LookAsync("share-dialog", Screen.Extremes);
        await tab.SetViewportSizeAsync(Screen.Wide.Width, Screen.Wide.Height);
        var address = new Uri(await link.InputValueAsync());

        await using var stranger = await app.OpenAsync(signedIn: false);
        var theirs = stranger.Page;
        await theirs.GotoAsync(address.ToString());
        await Expect(theirs.GetByRole(AriaRole.Heading, new() { Name = "evening news.wav" })).ToBeVisibleAsync();
        await Expect(theirs.Locator("ol")).ToContainTextAsync("the market closed");
        await theirs.WaitForFunctionAsync("document.querySelector('audio').duration > 1");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Play from 0:00" }).ClickAsync();
        await Expect(theirs.Locator("li[aria-current]")).ToContainTextAsync("the market closed");
        await stranger.LookAsync("shared-transcript", Screen.Extremes);
        var download = await theirs.RunAndWaitForDownloadAsync(() => theirs.GetByRole(AriaRole.Link, new() { Name = "srt", Exact = true }).ClickAsync());
        Assert.StartsWith("1\n00:00:00,", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        stranger.ShouldBeClean();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the link The press office" }).ClickAsync();
        await Expect(dialog.Locator(".links")).ToContainTextAsync("Revoked");
        Assert.Equal(404, (await theirs.GotoAsync(address.ToString()))?.Status);
        await Expect(theirs.GetByText("This link leads nowhere").First).ToBeVisibleAsync();
        page.ShouldBeClean();
    }

    private async Task<string> SubmitAsync(string file)
    {
        var key = (await CommandLine.RunAsync(app.Platform, "apikey", "create", $"share-{Guid.NewGuid():N}", "--role", "operator", "--output", "json")).Json.GetProperty("key").GetString();
        using var http = new HttpClient { BaseAddress = new Uri(app.Url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var form = new MultipartFormDataContent { { new StringContent("draft-en"), "preset" }, { new StreamContent(File.OpenRead(file)), "file", Path.GetFileName(file) } };
        using var answer = await http.PostAsync(new Uri("/api/v1/transcriptions:submit", UriKind.Relative), form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }
}
