using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests;

[Collection(ConsoleCollection.Name)]
public sealed class KeyboardTests(ConsoleApp app)
{
    [Fact]
    public async Task The_menu_is_reached_and_a_page_opened_with_tab_and_enter()
    {
        await using var page = await app.OpenAsync();
        await page.GoAsync("/");
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Page.Locator(".skip-link")).ToBeFocusedAsync();
        await TabToAsync(page, "#sidebar a[href='modules']");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Modules", Level = 1 })).ToBeFocusedAsync();
        await Expect(page.Page.Locator("#sidebar a[href='modules']")).ToHaveAttributeAsync("aria-current", "page");
        page.ShouldBeClean();
    }

    [Fact]
    public async Task The_theme_is_chosen_by_keyboard_and_kept()
    {
        await using var page = await app.OpenAsync();
        await page.GoAsync("/");
        await TabToAsync(page, "[popovertarget=theme-menu][aria-label=Theme]");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#theme-menu [data-theme-set=light]")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Page.ReloadAsync();
        Assert.Equal("rgb(16, 21, 28)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        page.ShouldBeClean();
    }

    [Fact]
    public async Task The_palette_jumps_to_a_page()
    {
        await using var page = await app.OpenAsync();
        await page.GoAsync("/");
        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Page.Keyboard.TypeAsync("heal");
        await Expect(page.Page.Locator("#palette-list [aria-selected=true]")).ToHaveTextAsync("Health");
        await page.ShouldBeAccessibleAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Health", Level = 1 })).ToBeFocusedAsync();
        page.ShouldBeClean();
    }

    [Fact]
    public async Task The_drawer_of_a_small_screen_holds_the_focus_and_closes_with_escape()
    {
        await using var page = await app.OpenAsync(Screen.Narrow);
        await page.GoAsync("/");
        var toggle = page.Page.Locator("#sidebar-toggle");
        await Expect(page.Page.Locator("#sidebar a").First).Not.ToBeVisibleAsync();
        await TabToAsync(page, "#sidebar-toggle");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#sidebar a[aria-current]")).ToBeFocusedAsync();
        await page.ScreenshotAsync("drawer-narrow-light");
        var stops = await page.Page.Locator("#sidebar a, #sidebar button").CountAsync();
        for (var i = 0; i < stops + 2; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            Assert.True(await page.Page.EvaluateAsync<bool>("() => document.getElementById('sidebar').contains(document.activeElement)"), "the focus left the open drawer");
        }

        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(toggle).ToBeFocusedAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-expanded", "false");
        page.ShouldBeClean();
    }

    private static async Task TabToAsync(ConsolePage page, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            if (await page.Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector)) return;
            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab never reached {selector}");
    }
}
