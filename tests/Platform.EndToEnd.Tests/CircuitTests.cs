using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests;

/// <summary>
/// Guards the browser script of one .NET version against the server of another (docs/adr/0007): the circuit connects,
/// events go there and back, loss is shown, and both ways back work.
/// </summary>
[Collection(ConsoleCollection.Name)]
public sealed class CircuitTests(ConsoleApp app)
{
    [Fact]
    public async Task A_circuit_connects_handles_events_and_comes_back_after_the_server_was_lost()
    {
        await using var platform = await PlatformProcess.StartAsync();
        await using var page = await app.OpenAsync(signedIn: false, url: platform.Url);
        await page.SignInAsync();
        await page.GoAsync("/health");
        var stamp = page.Page.Locator("#checked-at time");
        var before = await stamp.GetAttributeAsync("datetime");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Expect(stamp).Not.ToHaveAttributeAsync("datetime", before!);
        page.ShouldBeClean();

        await platform.KillAsync();
        var overlay = page.Page.Locator("#components-reconnect-modal");
        await Expect(overlay).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(overlay).ToContainTextAsync("Reconnecting");

        await platform.StartAgainAsync();
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Reload the page" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.ScreenshotAsync("reconnect-wide-light");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Reload the page" }).ClickAsync();
        await page.InteractiveAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Health", Level = 1 })).ToBeVisibleAsync();
        await Expect(overlay).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_first_page_is_in_the_viewers_theme_and_zone_without_any_script()
    {
        await using var page = await app.OpenAsync(configure: o =>
        {
            o.JavaScriptEnabled = false;
            o.TimezoneId = "Asia/Tokyo";
        });
        await page.Page.Context.AddCookiesAsync([Cookie("platform-theme", "dark"), Cookie("platform-zone", "Asia/Tokyo")]);
        await page.Page.GotoAsync("/health");
        Assert.Equal("rgb(16, 21, 28)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        var time = page.Page.Locator("#checked-at time");
        var at = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(at.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), await time.InnerTextAsync());
    }

    [Fact]
    public async Task Times_are_in_the_viewers_zone_on_the_very_first_visit()
    {
        await using var page = await app.OpenAsync(configure: o => o.TimezoneId = "Australia/Adelaide");
        await page.GoAsync("/health");
        var time = page.Page.Locator("#checked-at time");
        var at = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);
        var there = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Australia/Adelaide"));
        await Expect(time).ToHaveTextAsync(there.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        await Expect(time).ToHaveAttributeAsync("title", at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture));
    }

    private Cookie Cookie(string name, string value) => new() { Name = name, Value = value, Url = app.Url };
}
