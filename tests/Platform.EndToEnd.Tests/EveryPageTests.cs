using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests;

[Collection(ConsoleCollection.Name)]
public sealed class EveryPageTests(ConsoleApp app)
{
    [Fact]
    public async Task Every_page_of_the_menu_is_accessible_fits_the_screen_and_raises_no_complaint()
    {
        await using var page = await app.OpenAsync();
        await page.GoAsync("/");
        var menu = await page.MenuAsync();
        Assert.Contains(menu, m => m.Path == "/settings");
        foreach (var (path, title) in menu)
        {
            await page.GoAsync(path);
            await Expect(page.Page.Locator("h1").First).ToBeVisibleAsync();
            await Expect(page.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(" · MediaOps$"));
            await page.LookAsync(path == "/" ? "home" : path.Trim('/').Replace('/', '-'));
            Assert.NotEmpty(title);
        }

        page.ShouldBeClean();
    }

    [Fact]
    public async Task The_page_outside_the_shell_is_accessible_too()
    {
        await using var page = await app.OpenAsync(signedIn: false);
        await page.Page.GotoAsync("/sign-in");
        await page.RestAsync();
        await page.LookAsync("sign-in");
        page.ShouldBeClean();
    }

    [Fact]
    public async Task What_keeps_people_out_is_found_in_each_part_that_is_looked_at()
    {
        await using var page = await app.OpenAsync(signedIn: false);
        await page.Page.SetContentAsync("<main><h1>Radio</h1><p style='color: #ccc; background: #fff'>Hardly to be read</p><img src='data:,'></main>");
        var colours = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.ShouldBeAccessibleAsync(Part.Colours));
        Assert.Contains("color-contrast", colours.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("image-alt", colours.Message, StringComparison.Ordinal);
        var structure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.ShouldBeAccessibleAsync(Part.Structure));
        Assert.Contains("image-alt", structure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("color-contrast", structure.Message, StringComparison.Ordinal);
        var whole = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.ShouldBeAccessibleAsync());
        Assert.Contains("image-alt", whole.Message, StringComparison.Ordinal);
        Assert.Contains("color-contrast", whole.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_with_status_404()
    {
        await using var page = await app.OpenAsync();
        var answer = await page.Page.GotoAsync("/no/such/page");
        Assert.Equal(404, answer!.Status);
        await page.InteractiveAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await page.ScreenshotAsync("not-found-wide-light");
        await page.ShouldBeAccessibleAsync();
        page.ShouldBeClean("404");
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_page_and_back_to_where_he_wanted()
    {
        await using var page = await app.OpenAsync(signedIn: false);
        await page.Page.GotoAsync("/modules");
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in\\?returnUrl=%2Fmodules$"));
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(PlatformProcess.AdminName);
        await page.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(PlatformProcess.AdminPassword);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Modules", Level = 1 })).ToBeVisibleAsync();
    }
}
