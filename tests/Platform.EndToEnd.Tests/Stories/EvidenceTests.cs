using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>A silent stream at night: the operator opens the result, sees the pictures and hears the sample.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class EvidenceTests(ConsoleApp app)
{
    [Fact]
    public async Task A_failed_check_shows_its_pictures_and_plays_its_sample()
    {
        using var api = await ApiClient.CreateAsync(app.Platform);
        var stream = await api.PostAsync("/api/v1/streams", new { name = "Evidence", url = $"{app.Url}/reference/gaps.mp3?evidence", phase = 3, schedule = "every 12h", sampleSeconds = 12 });
        var id = stream.GetProperty("id").GetString()!;
        var evidence = await api.UntilAsync($"/api/v1/evidence?streamId={id}", list => list.GetProperty("items").GetArrayLength() > 0, TimeSpan.FromMinutes(2));
        var result = evidence.GetProperty("items")[0].GetProperty("resultId").GetString()!;

        await using var page = await app.OpenAsync();
        await page.GoAsync($"/streams/{id}/results/{result}");
        foreach (var picture in new[] { "Level of each channel", "Spectrogram" })
        {
            var image = page.Page.GetByAltText(picture, new() { Exact = false });
            await image.ScrollIntoViewIfNeededAsync();
            await Expect(image).ToHaveJSPropertyAsync("naturalWidth", 960);
        }

        await PlaysAsync(page.Page);
        await page.LookAsync("result-evidence");
        page.ShouldBeClean();
    }

    private static async Task PlaysAsync(IPage page)
    {
        await page.Locator(".evidence audio").EvaluateAsync("audio => { audio.muted = true; return audio.play(); }");
        await page.WaitForFunctionAsync("() => document.querySelector('.evidence audio').currentTime > 0.3");
        Assert.InRange(await page.Locator(".evidence audio").EvaluateAsync<double>("audio => audio.duration"), 10, 30);
    }
}
