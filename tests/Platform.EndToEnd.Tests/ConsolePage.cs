using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.EndToEnd.Tests;

/// <summary>A tab with the console in it. Whatever the browser complains about is gathered, and fails the test in <see cref="ShouldBeClean"/>.</summary>
public sealed class ConsolePage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public ConsolePage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain($"console {message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complain($"script error: {error}");
        page.RequestFailed += (_, request) =>
        {
            if (!LeftBehind(request)) Complain($"request failed: {request.Method} {request.Url}: {request.Failure}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Complain($"answer {response.Status}: {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Opens a path and waits until its circuit answers events.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>Waits until the circuit stands: its script has put its elements in place of the prerendered ones.</summary>
    public async Task InteractiveAsync()
    {
        await Page.WaitForFunctionAsync("() => window.platformConsole?.interactive === true");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    public async Task SignInAsync(string name = PlatformProcess.AdminName, string password = PlatformProcess.AdminPassword)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page.Locator("#sidebar")).ToBeAttachedAsync();
        await InteractiveAsync();
    }

    /// <summary>The pages that the menu leads to: path and title.</summary>
    public async Task<IReadOnlyList<(string Path, string Title)>> MenuAsync()
    {
        var links = await Page.Locator("#sidebar a.menu-link").AllAsync();
        var menu = new List<(string, string)>();
        foreach (var link in links) menu.Add(("/" + await link.GetAttributeAsync("href"), (await link.GetAttributeAsync("title"))!));
        return menu;
    }

    /// <summary>Keeps a picture of the whole page in artifacts/screenshots.</summary>
    public async Task ScreenshotAsync(string name)
    {
        await Page.EvaluateAsync("() => document.fonts.ready");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(PlatformProcess.RepositoryRoot, "artifacts", "screenshots", $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Nothing is wider than the screen.</summary>
    public async Task ShouldNotOverflowAsync()
    {
        var wide = await Page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility())
              .slice(0, 5).map(e => `${e.tagName}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`)
            """);
        Assert.True(wide.Length == 0, $"{Page.Url} is wider than the screen: {string.Join("; ", wide)}");
    }

    /// <summary>Axe finds nothing serious or critical.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var result = await Page.RunAxe();
        var bad = result.Violations.Where(v => v.Impact is "serious" or "critical").Select(Describe).ToArray();
        Assert.True(bad.Length == 0, $"{Page.Url}:\n{string.Join("\n", bad)}");
    }

    /// <summary>The browser had nothing to complain about, but for what the test expects.</summary>
    public void ShouldBeClean(params string[] except)
    {
        string[] complaints;
        lock (_complaints) complaints = [.. _complaints.Where(c => !except.Any(c.Contains))];
        Assert.True(complaints.Length == 0, string.Join("\n", complaints));
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Complain(string complaint)
    {
        lock (_complaints) _complaints.Add(complaint);
    }

    // Leaving a page ends what it was still loading; Chromium calls that a failure.
    private static bool LeftBehind(IRequest request) => request.Failure == "net::ERR_ABORTED";

    private static string Describe(AxeResultItem item) =>
        $"  {item.Impact} {item.Id}: {item.Help}\n" + string.Join("\n", item.Nodes.Take(4).Select(n => $"    {n.Target}: {n.Html}"));
}
