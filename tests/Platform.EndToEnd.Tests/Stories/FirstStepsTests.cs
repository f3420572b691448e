using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The README's path: from an empty folder to a failing example stream that is explained in the console.</summary>
[Collection(ConsoleCollection.Name)]
public sealed partial class FirstStepsTests(ConsoleApp app)
{
    [Fact]
    public async Task A_newcomer_sees_a_healthy_and_a_failing_stream_within_two_minutes()
    {
        await using var platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string> { ["PLATFORM_ADMIN_PASSWORD"] = "" });
        var link = SetupLink().Match(platform.Output);
        Assert.True(link.Success, $"no set-up link in:\n{platform.Output}");

        await using var page = await app.OpenAsync(signedIn: false, url: platform.Url);
        await page.Page.GotoAsync(link.Groups[1].Value);
        await page.ScreenshotAsync("setup-wide-light");
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("olivia");
        await page.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("seven quiet lighthouses");
        await page.Page.GetByLabel(new Regex("Password again", RegexOptions.IgnoreCase)).FillAsync("seven quiet lighthouses");
        await page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("make the account", RegexOptions.IgnoreCase) }).ClickAsync();
        await Expect(page.Page.Locator("#sidebar")).ToBeAttachedAsync();

        await page.GoAsync("/streams");
        await page.ScreenshotAsync("streams-empty-wide-light");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add example streams" }).First.ClickAsync();
        var patience = new LocatorAssertionsToBeVisibleOptions { Timeout = 120_000 };
        await Expect(page.Page.Locator(".state-badge", new() { HasTextRegex = new Regex("(Up|Healthy)$") }).First).ToBeVisibleAsync(patience);
        await Expect(page.Page.Locator(".state-badge", new() { HasTextRegex = new Regex("(Failing|Down)") }).First).ToBeVisibleAsync(patience);
        await page.ScreenshotAsync("streams-wide-light");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Example: silent" }).First.ClickAsync();
        await Expect(page.Page.GetByText(new Regex("silence", RegexOptions.IgnoreCase)).First).ToBeVisibleAsync();
        await page.InteractiveAsync();
        await page.ScreenshotAsync("stream-silent-wide-light");
        page.ShouldBeClean();

        await using var again = await app.OpenAsync(signedIn: false, url: platform.Url);
        await again.Page.GotoAsync(link.Groups[1].Value);
        await Expect(again.Page.GetByLabel("Password", new() { Exact = true })).Not.ToHaveCountAsync(2);
    }

    [GeneratedRegex(@"(http://\S+/setup\?token=\S+)")]
    private static partial Regex SetupLink();
}
